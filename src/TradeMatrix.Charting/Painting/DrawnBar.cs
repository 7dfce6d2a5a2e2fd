using TradeMatrix.Charting.Layout;

namespace TradeMatrix.Charting.Painting;

/// <summary>A bar in pixels; where bars are thinner than a device pixel, all those of one column together.</summary>
/// <param name="X">Centre.</param>
/// <param name="Open">y of the open.</param>
/// <param name="High">y of the high.</param>
/// <param name="Low">y of the low.</param>
/// <param name="Close">y of the close.</param>
/// <param name="IsRising">Whether it has the colour of a rising bar.</param>
/// <param name="IsUp">Whether it closes above its open.</param>
internal readonly record struct DrawnBar(double X, double Open, double High, double Low, double Close, bool IsRising, bool IsUp)
{
    /// <summary>The visible bars that are no gaps.</summary>
    /// <param name="layout">The chart.</param>
    /// <param name="scale">Scale of the pane.</param>
    /// <param name="pixels">Widths.</param>
    /// <param name="device">Device pixels a pixel.</param>
    /// <param name="onPrevious">Whether colours compare with the close before.</param>
    public static List<DrawnBar> Of(ChartLayout layout, PriceScale scale, BarPixels pixels, double device, bool onPrevious)
    {
        var bars = layout.DrawnBars;
        int first = layout.FirstVisible, end = layout.EndVisible;
        var drawn = new List<DrawnBar>(Math.Min(end - first, 4096));
        for (var i = first; i < end; i++)
        {
            if (bars.IsGap(i)) continue;
            var from = i;
            double high = bars.High[i], low = bars.Low[i];
            if (pixels.IsMerged)
            {
                var column = Math.Floor(layout.Time.X(i) * device);
                while (i + 1 < end && Math.Floor(layout.Time.X(i + 1) * device) == column)
                {
                    i++;
                    if (bars.IsGap(i)) continue;
                    (high, low) = (Math.Max(high, bars.High[i]), Math.Min(low, bars.Low[i]));
                }
            }
            var last = i;
            while (bars.IsGap(last)) last--;
            double open = bars.Open[from], close = bars.Close[last];
            var rising = last == from ? layout.IsRising(i, onPrevious) : close >= open;
            double yHigh = scale.Y(high), yLow = scale.Y(low), yOpen = scale.Y(open), yClose = scale.Y(close);
            if (double.IsNaN(yHigh)) continue;
            // What a logarithmic scale cannot show lies below its foot.
            if (double.IsNaN(yLow)) yLow = 1e5;
            if (double.IsNaN(yOpen)) yOpen = yLow;
            if (double.IsNaN(yClose)) yClose = yLow;
            drawn.Add(new DrawnBar(layout.Time.X(from), yOpen, yHigh, yLow, yClose, rising, close > open));
        }
        return drawn;
    }
}
