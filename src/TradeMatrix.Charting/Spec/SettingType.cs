namespace TradeMatrix.Charting.Spec;

/// <summary>What kind of value a setting takes.</summary>
public enum SettingType
{
    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A finite number.</summary>
    Float,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A text, one of <see cref="SettingDefinition.Allowed"/> where that is not empty.</summary>
    String,

    /// <summary>A colour (<see cref="Rgba.TryParse"/>).</summary>
    Color,

    /// <summary>A price source (<see cref="Bars.PriceSource.Names"/>).</summary>
    Source,

    /// <summary>How a plot is drawn (<see cref="PlotType"/>).</summary>
    PlotType,

    /// <summary>A point in time, ISO 8601; without an offset it counts as UTC.</summary>
    Datetime,
}
