namespace TradeMatrix.Charting.Bars;

/// <summary>Averaged candles (Valcu, 2004): they keep one colour while a trend lasts.</summary>
public static class HeikinAshi
{
    /// <summary>
    /// Averages bars: close = (O + H + L + C) / 4, open = the middle of the averaged body before, at first (O + C) / 2; high
    /// and low reach over both. A gap stays a gap and is passed over.
    /// </summary>
    /// <param name="bars">The bars.</param>
    /// <returns>As many bars, with the same times and volumes.</returns>
    public static BarSeries From(BarSeries bars)
    {
        ReadOnlySpan<double> opens = bars.Open, highs = bars.High, lows = bars.Low, closes = bars.Close;
        var n = bars.Count;
        double[] open = new double[n], high = new double[n], low = new double[n], close = new double[n];
        var middle = double.NaN;
        for (var i = 0; i < n; i++)
        {
            if (bars.IsGap(i))
            {
                open[i] = high[i] = low[i] = close[i] = double.NaN;
                continue;
            }
            open[i] = double.IsNaN(middle) ? (opens[i] + closes[i]) / 2 : middle;
            close[i] = (opens[i] + highs[i] + lows[i] + closes[i]) / 4;
            high[i] = Math.Max(highs[i], Math.Max(open[i], close[i]));
            low[i] = Math.Min(lows[i], Math.Min(open[i], close[i]));
            middle = (open[i] + close[i]) / 2;
        }
        return BarSeries.FromArrays(bars.Time.ToArray(), open, high, low, close, bars.Volume.ToArray());
    }
}
