using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Painting;

/// <summary>Paints candles, plain, averaged or hollow, on whole device pixels.</summary>
internal static class CandlePainter
{
    public static void Paint(Brush brush, ChartLayout layout, PaneLayout pane, ChartOptions options)
    {
        var style = layout.Spec.Style;
        var isHollow = style == ChartStyle.HollowCandle;
        var prefix = StyleKeys.Of(style);
        var pixels = new BarPixels(layout.Time, brush.Scale);
        var bars = DrawnBar.Of(layout, pane.Scale, pixels, brush.Scale, StyleKeys.ColorsOnPreviousClose(options, style));
        var (up, down) = (new CandleColors(options, prefix, true), new CandleColors(options, prefix, false));
        bool wick = options.StyleFlag(prefix + ".drawWick"), body = options.StyleFlag(prefix + ".drawBody"), border = options.StyleFlag(prefix + ".drawBorder");
        foreach (var bar in bars)
        {
            var colors = bar.IsRising ? up : down;
            var left = pixels.WickLeft(bar.X) / brush.Scale;
            var right = left + (pixels.Wick / brush.Scale);
            if (pixels.Body == pixels.Wick)
            {
                // No room for a body beside the wick: one stick, in the colour that stands for the bar.
                brush.Fill(left, bar.High, right, AtLeastOnePixel(brush, bar.High, bar.Low), colors.Body);
                continue;
            }
            double top = brush.Snap(Math.Min(bar.Open, bar.Close)), bottom = AtLeastOnePixel(brush, top, Math.Max(bar.Open, bar.Close));
            if (wick)
            {
                brush.Fill(left, bar.High, right, top, colors.Wick);
                brush.Fill(left, bottom, right, bar.Low, colors.Wick);
            }
            PaintBody(brush, pixels.BodyLeft(bar.X) / brush.Scale, top, pixels.Body / brush.Scale, bottom, colors, body && !(isHollow && bar.IsUp), border || isHollow);
        }
    }

    private static void PaintBody(Brush brush, double left, double top, double width, double bottom, CandleColors colors, bool body, bool border)
    {
        var line = brush.SnapWidth(1);
        if (body && (!border || colors.Border == colors.Body))
        {
            brush.Fill(left, top, left + width, bottom, colors.Body);
            return;
        }
        if (border && (bottom - top <= 2 * line || width <= 2 * line))
        {
            brush.Fill(left, top, left + width, bottom, colors.Border);
            return;
        }
        if (body) brush.Fill(left, top, left + width, bottom, colors.Body);
        if (!border) return;
        brush.Fill(left, top, left + width, top + line, colors.Border);
        brush.Fill(left, bottom - line, left + width, bottom, colors.Border);
        brush.Fill(left, top + line, left + line, bottom - line, colors.Border);
        brush.Fill(left + width - line, top + line, left + width, bottom - line, colors.Border);
    }

    private static double AtLeastOnePixel(Brush brush, double top, double bottom) => Math.Max(brush.Snap(bottom), brush.Snap(top) + (1 / brush.Scale));

    private readonly struct CandleColors(ChartOptions options, string prefix, bool isUp)
    {
        public readonly Rgba Body = options.StyleColor(prefix + (isUp ? ".upColor" : ".downColor"));
        public readonly Rgba Border = options.StyleColor(prefix + (isUp ? ".borderUpColor" : ".borderDownColor"));
        public readonly Rgba Wick = options.StyleColor(prefix + (isUp ? ".wickUpColor" : ".wickDownColor"));
    }
}
