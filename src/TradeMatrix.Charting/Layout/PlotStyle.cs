using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Charting.Layout;

/// <summary>A plot with its resolved look.</summary>
public sealed class PlotStyle
{
    internal PlotStyle(PlotValues values, Settings look, StudyDefinition study, Func<string, Rgba> color)
    {
        Values = values;
        IsVisible = look.Flag(Name + ".visible", true) && look.Flag(Name + ".display", true);
        Width = look.Has(Name + ".linewidth") ? look.Number(Name + ".linewidth") : 1;
        Type = look.Has(Name + ".plottype") ? SettingDefinition.ParsePlotType(look.Text(Name + ".plottype")) : PlotType.Line;
        var count = study.Plots.First(p => p.Name == Name).Colors;
        Colors = count > 1 ? [.. Enumerable.Range(0, count).Select(i => color($"{Name}.color.{i}"))] : [color(Name + ".color")];
    }

    /// <summary>Name in the catalogue.</summary>
    public string Name => Values.Name;

    /// <summary>Whether it is drawn.</summary>
    public bool IsVisible { get; }

    /// <summary>Line width in pixels.</summary>
    public double Width { get; }

    /// <summary>How it is drawn.</summary>
    public PlotType Type { get; }

    /// <summary>Its colours.</summary>
    public IReadOnlyList<Rgba> Colors { get; }

    internal PlotValues Values { get; }

    /// <summary>Whether it grows from zero, so that its scale must include zero.</summary>
    internal bool StandsOnZero => Type is PlotType.Columns or PlotType.Histogram;
}
