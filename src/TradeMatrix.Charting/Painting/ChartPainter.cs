using SkiaSharp;
using TradeMatrix.Charting.Layout;

namespace TradeMatrix.Charting.Painting;

/// <summary>Paints a layout: grounds first, then each pane from back to front, then scales and text.</summary>
internal static class ChartPainter
{
    /// <summary>Paints a layout on a canvas of its width and height times the scale factor.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="canvas">The canvas; its matrix is scaled.</param>
    /// <param name="scale">Device pixels a pixel.</param>
    public static void Paint(ChartLayout layout, SKCanvas canvas, double scale)
    {
        using var brush = new Brush(canvas, scale);
        var options = new ChartOptions(layout.Spec);
        GroundPainter.Paint(brush, layout, options);
        foreach (var pane in layout.Panes)
        {
            canvas.Save();
            canvas.ClipRect(new SKRect((float)pane.Plot.Left, (float)pane.Plot.Top, (float)pane.Plot.Right, (float)pane.Plot.Bottom));
            PaintPane(brush, layout, pane, options);
            canvas.Restore();
        }
        ScalePainter.Paint(brush, layout);
        foreach (var run in layout.Panes.SelectMany(p => p.Legend)) brush.Text(run.Content, run.At.X, run.At.Y, run.Style, run.Color);
    }

    private static void PaintPane(Brush brush, ChartLayout layout, PaneLayout pane, ChartOptions options)
    {
        foreach (var (study, scale) in pane.Overlays) StudyPainter.Paint(brush, layout, pane.Plot, scale, study);
        foreach (var study in pane.Studies) StudyPainter.PaintGround(brush, layout, pane.Plot, pane.Scale, study);
        ShapePainter.Paint(brush, pane.ShapesBelow);
        if (pane.IsPricePane) SeriesPainter.Paint(brush, layout, pane, options);
        foreach (var study in pane.Studies) StudyPainter.PaintPlots(brush, layout, pane.Plot, pane.Scale, study);
        if (pane.IsPricePane)
        {
            if (options.ShowPriceLine && layout.LastVisible is >= 0 and var last)
            {
                var color = options.BarColor(layout.Spec.Style, layout.IsRising(last, StyleKeys.ColorsOnPreviousClose(options, layout.Spec.Style)));
                brush.Horizontal(pane.Plot.Left, pane.Plot.Right, pane.Scale.Y(layout.Bars.Close[last]), new Stroke(color, 1, 1));
            }
            if (options.ShowHighLow) HighLowPainter.Paint(brush, layout, pane);
        }
        ShapePainter.Paint(brush, pane.ShapesAbove);
    }
}
