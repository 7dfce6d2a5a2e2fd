using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout;

/// <summary>Colours of a theme.</summary>
/// <param name="GroundTop">Ground at the head of a pane.</param>
/// <param name="GroundBottom">Ground at the foot of a pane.</param>
/// <param name="Grid">Grid lines.</param>
/// <param name="Separator">Lines between panes and scales.</param>
/// <param name="Text">Scales and legend.</param>
/// <param name="Extended">Ground of pre- and post-market bars, laid over.</param>
/// <param name="Watermark">Large text behind the chart.</param>
public sealed record ThemeColors(Rgba GroundTop, Rgba GroundBottom, Rgba Grid, Rgba Separator, Rgba Text, Rgba Extended, Rgba Watermark)
{
    /// <summary>Light ground.</summary>
    public static ThemeColors Light { get; } = new(
        new(255, 255, 255), new(255, 255, 255), new(240, 242, 245), new(224, 227, 235), new(19, 23, 34), new(33, 150, 243, 18), new(19, 23, 34, 20));

    /// <summary>Dark ground.</summary>
    public static ThemeColors Dark { get; } = new(
        new(23, 27, 38), new(19, 23, 34), new(35, 39, 49), new(42, 46, 57), new(209, 212, 220), new(0, 0, 0, 70), new(209, 212, 220, 22));

    /// <summary>The colours of a spec: its theme with the colours it overrides.</summary>
    public static ThemeColors Of(ChartSpec spec)
    {
        var colors = spec.Theme == ChartTheme.Dark ? Dark : Light;
        if (Find("backgroundColor") is { } ground) colors = colors with { GroundTop = ground, GroundBottom = ground };
        if (Find("gridColor") is { } grid) colors = colors with { Grid = grid, Separator = grid };
        if (Find("textColor") is { } text) colors = colors with { Text = text };
        return colors;
        Rgba? Find(string key) => spec.Override.TryGetValue(key, out var value) ? Rgba.Parse(value.ToString()) : null;
    }
}
