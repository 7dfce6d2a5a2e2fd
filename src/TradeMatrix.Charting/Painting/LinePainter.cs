using SkiaSharp;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Painting;

/// <summary>Paints one price of the bars as a line, an area or a line against a base level.</summary>
internal static class LinePainter
{
    public static void Paint(Brush brush, ChartLayout layout, PaneLayout pane, ChartOptions options)
    {
        var stroke = new Stroke(options.StyleColor("lineStyle.color"), options.StyleNumber("lineStyle.linewidth"), (int)options.StyleNumber("lineStyle.linestyle"));
        foreach (var run in Runs(brush, layout, pane, options)) brush.Polyline(run, stroke);
    }

    public static void PaintArea(Brush brush, ChartLayout layout, PaneLayout pane, ChartOptions options)
    {
        var stroke = new Stroke(options.StyleColor("areaStyle.linecolor"), options.StyleNumber("areaStyle.linewidth"), (int)options.StyleNumber("areaStyle.linestyle"));
        Rgba top = options.StyleColor("areaStyle.color1"), bottom = options.StyleColor("areaStyle.color2");
        foreach (var run in Runs(brush, layout, pane, options))
        {
            using var area = Closed(run, (float)pane.Plot.Bottom);
            brush.FillGradient(area, area.Bounds.Top, pane.Plot.Bottom, top, bottom);
            brush.Polyline(run, stroke);
        }
    }

    public static void PaintBaseline(Brush brush, ChartLayout layout, PaneLayout pane, ChartOptions options)
    {
        var plot = pane.Plot;
        var level = plot.Bottom - (plot.Height * options.StyleNumber("baselineStyle.baseLevelPercentage") / 100);
        brush.Horizontal(plot.Left, plot.Right, level, new Stroke(options.StyleColor("baselineStyle.baselineColor"), 1, 2));
        var opacity = (100 - options.StyleNumber("baselineStyle.transparency")) / 50;
        foreach (var run in Runs(brush, layout, pane, options))
        {
            using var area = Closed(run, (float)level);
            Half("top", plot.Top, level, plot.Top, level);
            Half("bottom", level, plot.Bottom, level, plot.Bottom);

            void Half(string side, double top, double bottom, double from, double to)
            {
                brush.Canvas.Save();
                brush.Canvas.ClipRect(new SKRect((float)plot.Left, (float)top, (float)plot.Right, (float)bottom));
                brush.FillGradient(area, from, to, Faded($"baselineStyle.{side}FillColor1"), Faded($"baselineStyle.{side}FillColor2"));
                brush.Polyline(run, new Stroke(options.StyleColor($"baselineStyle.{side}LineColor"), options.StyleNumber($"baselineStyle.{side}LineWidth")));
                brush.Canvas.Restore();
            }
        }
        Rgba Faded(string key) => options.StyleColor(key) is var color ? color.WithOpacity(color.A / 255.0 * opacity) : default;
    }

    private static List<SKPoint[]> Runs(Brush brush, ChartLayout layout, PaneLayout pane, ChartOptions options)
    {
        var first = layout.FirstVisible;
        var source = Bars.PriceSource.Values(layout.Bars.Slice(first, layout.EndVisible - first), options.PriceSource(layout.Spec.Style)).ToArray();
        return PolylineRuns.Of(brush, layout.Time, pane.Scale, first, layout.EndVisible, i => source[i - first], bridgeGaps: false);
    }

    private static SKPath Closed(SKPoint[] run, float foot)
    {
        using var builder = new SKPathBuilder();
        builder.MoveTo(run[0].X, foot);
        foreach (var point in run) builder.LineTo(point);
        builder.LineTo(run[^1].X, foot);
        builder.Close();
        return builder.Detach();
    }
}
