namespace TradeMatrix.Charting.Bars;

/// <summary>Unit of a <see cref="Timeframe"/>.</summary>
public enum TimeframeUnit
{
    /// <summary>Minutes.</summary>
    Minute,

    /// <summary>Hours.</summary>
    Hour,

    /// <summary>Trading days.</summary>
    Day,

    /// <summary>Calendar weeks, Monday first.</summary>
    Week,

    /// <summary>Calendar months.</summary>
    Month,

    /// <summary>Calendar years.</summary>
    Year,
}
