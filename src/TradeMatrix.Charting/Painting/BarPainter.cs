using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Painting;

/// <summary>Paints open-high-low-close bars, high-low boxes and columns on whole device pixels.</summary>
internal static class BarPainter
{
    public static void Paint(Brush brush, ChartLayout layout, PaneLayout pane, ChartOptions options)
    {
        var pixels = new BarPixels(layout.Time, brush.Scale);
        var (up, down) = (options.StyleColor("barStyle.upColor"), options.StyleColor("barStyle.downColor"));
        var drawOpen = !options.StyleFlag("barStyle.dontDrawOpen");
        var pixel = 1 / brush.Scale;
        // A thick bar takes half of the body's width; the parity of the body keeps it centred.
        var width = options.StyleFlag("barStyle.thinBars") ? pixels.Wick : Math.Max(pixels.Wick, (pixels.Body / 2) - ((pixels.Body / 2 % 2) == (pixels.Wick % 2) ? 0 : 1));
        foreach (var bar in DrawnBar.Of(layout, pane.Scale, pixels, brush.Scale, StyleKeys.ColorsOnPreviousClose(options, ChartStyle.Bar)))
        {
            var color = bar.IsRising ? up : down;
            double left = (pixels.WickLeft(bar.X) - ((width - pixels.Wick) / 2)) * pixel, right = left + (width * pixel);
            double outerLeft = pixels.BodyLeft(bar.X) * pixel, outerRight = outerLeft + (pixels.Body * pixel);
            brush.Fill(left, bar.High, right, Math.Max(bar.Low, bar.High + pixel), color);
            if (pixels.Body == pixels.Wick) continue;
            var half = width * pixel / 2;
            if (drawOpen) brush.Fill(outerLeft, bar.Open - half, left, brush.Snap(bar.Open - half) + (width * pixel), color);
            brush.Fill(right, bar.Close - half, outerRight, brush.Snap(bar.Close - half) + (width * pixel), color);
        }
    }

    public static void PaintHiLo(Brush brush, ChartLayout layout, PaneLayout pane, ChartOptions options)
    {
        var pixels = new BarPixels(layout.Time, brush.Scale);
        var (inside, border) = (options.StyleColor("hiloStyle.color"), options.StyleColor("hiloStyle.borderColor"));
        foreach (var bar in DrawnBar.Of(layout, pane.Scale, pixels, brush.Scale, false))
        {
            var left = pixels.BodyLeft(bar.X) / brush.Scale;
            var area = new PixelRect(left, bar.High, left + (pixels.Body / brush.Scale), Math.Max(bar.Low, bar.High + (1 / brush.Scale)));
            ShapePainter.Paint(brush, [new Shape.Box(area, inside, border == inside ? null : new Stroke(border))]);
        }
    }

    public static void PaintColumns(Brush brush, ChartLayout layout, PaneLayout pane, ChartOptions options)
    {
        var pixels = new BarPixels(layout.Time, brush.Scale);
        var source = Bars.PriceSource.Values(layout.Bars.Slice(layout.FirstVisible, layout.EndVisible - layout.FirstVisible), options.PriceSource(ChartStyle.Column));
        var (up, down) = (options.StyleColor("columnStyle.upColor"), options.StyleColor("columnStyle.downColor"));
        var onPrevious = StyleKeys.ColorsOnPreviousClose(options, ChartStyle.Column);
        var foot = pane.Scale.IsInverted ? pane.Plot.Top : pane.Plot.Bottom;
        for (var i = 0; i < source.Length; i++)
        {
            var y = pane.Scale.Y(source[i]);
            if (double.IsNaN(y)) continue;
            var left = pixels.BodyLeft(layout.Time.X(layout.FirstVisible + i)) / brush.Scale;
            brush.Fill(left, Math.Min(y, foot), left + (pixels.Body / brush.Scale), Math.Max(y, foot), layout.IsRising(layout.FirstVisible + i, onPrevious) ? up : down);
        }
    }
}
