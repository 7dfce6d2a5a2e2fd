using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Painting;

/// <summary>Paints what lies behind the bars: ground, sessions, grid and watermarks.</summary>
internal static class GroundPainter
{
    public static void Paint(Brush brush, ChartLayout layout, ChartOptions options)
    {
        var (spec, colors) = (layout.Spec, layout.Colors);
        brush.Fill(0, 0, spec.Width, layout.Panes[0].Plot.Top, colors.GroundBottom);
        brush.Fill(0, layout.TimeArea.Top, spec.Width, spec.Height, colors.GroundBottom);
        foreach (var pane in layout.Panes) PaintGradient(brush, pane.Plot with { Right = spec.Width }, colors.GroundTop, colors.GroundBottom);
        if (spec.Interval.IsIntraday) PaintSessions(brush, layout, options);
        foreach (var pane in layout.Panes)
        {
            if (options.ShowVertGrid)
            {
                foreach (var tick in layout.TimeTicks) brush.Vertical(Center(brush, tick.Position), pane.Plot.Top, pane.Plot.Bottom, new Stroke(colors.Grid));
            }
            if (options.ShowHorzGrid)
            {
                foreach (var tick in pane.Ticks) brush.Horizontal(pane.Plot.Left, pane.Plot.Right, tick.Position, new Stroke(colors.Grid));
            }
        }
        PaintWatermarks(brush, layout, options);
    }

    /// <summary>The middle of the device pixel that holds a position, so that grid lines run through the middle of bars.</summary>
    internal static double Center(Brush brush, double x) => (Math.Floor(x * brush.Scale) + 0.5) / brush.Scale;

    /// <summary>Bands of equal colour: a true gradient would need more colours than the eye can tell apart here.</summary>
    private static void PaintGradient(Brush brush, PixelRect area, Rgba top, Rgba bottom)
    {
        var steps = Math.Max(Math.Abs(top.R - bottom.R), Math.Max(Math.Abs(top.G - bottom.G), Math.Abs(top.B - bottom.B))) + 1;
        for (var i = 0; i < steps; i++)
        {
            var share = steps == 1 ? 0 : i / (double)(steps - 1);
            var color = new Rgba(Mix(top.R, bottom.R), Mix(top.G, bottom.G), Mix(top.B, bottom.B));
            brush.Fill(area.Left, area.Top + (area.Height * i / steps), area.Right, area.Top + (area.Height * (i + 1) / steps), color);
            byte Mix(byte a, byte b) => (byte)Math.Round(a + ((b - a) * share));
        }
    }

    private static void PaintSessions(Brush brush, ChartLayout layout, ChartOptions options)
    {
        var (time, bars, calendar) = (layout.Time, layout.Bars, layout.Calendar);
        for (var i = layout.FirstVisible; i < layout.EndVisible; i++)
        {
            if (layout.Spec.Session == SessionFilter.Extended && !calendar.IsRegular(bars.Time[i]))
            {
                var first = i;
                while (i + 1 < layout.EndVisible && !calendar.IsRegular(bars.Time[i + 1])) i++;
                foreach (var pane in layout.Panes)
                    brush.Fill(Math.Max(time.X(first - 0.5), 0), pane.Plot.Top, Math.Min(time.X(i + 0.5), pane.Plot.Right), pane.Plot.Bottom, layout.Colors.Extended);
            }
            if (options.ShowSessionBreaks && i > 0 && IsNewDay(i))
            {
                foreach (var pane in layout.Panes)
                    brush.Vertical(Center(brush, time.X(i - 0.5)), pane.Plot.Top, pane.Plot.Bottom, new Stroke(layout.Colors.Text.WithOpacity(0.35), 1, 2));
            }
        }
        bool IsNewDay(int i) => calendar.TradingDay(bars.Time[i], layout.Spec.Interval) != calendar.TradingDay(bars.Time[i - 1], layout.Spec.Interval);
    }

    private static void PaintWatermarks(Brush brush, ChartLayout layout, ChartOptions options)
    {
        var (spec, plot) = (layout.Spec, layout.Panes[0].Plot);
        if (options.ShowSymbolWatermark)
        {
            var size = Math.Clamp(plot.Width / 12, 20, 96);
            PaintCentered($"{Legend.SymbolOf(spec)}, {spec.Interval}", plot.CenterY, size);
            if (spec.Description is { } name) PaintCentered(name, plot.CenterY + (size * 0.9), size / 2);
        }
        if (spec.Watermark is { Length: > 0 } text)
        {
            var style = new TextStyle(spec.WatermarkSize, IsBold: true);
            var fitted = style.Fit(text, plot.Width - 20);
            brush.Text(fitted, plot.CenterX - (style.Width(fitted) / 2), style.BaselineFor(plot.CenterY), style, layout.Colors.Text.WithOpacity(spec.WatermarkOpacity * 0.5));
        }

        void PaintCentered(string line, double y, double size)
        {
            var style = new TextStyle(size, IsBold: true);
            style = style with { Size = Math.Min(size, size * (plot.Width - 20) / Math.Max(style.Width(line), 1)) };
            brush.Text(line, plot.CenterX - (style.Width(line) / 2), style.BaselineFor(y), style, layout.Colors.Watermark);
        }
    }
}
