using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Analysis;

/// <summary>The yardstick of every tolerance: Wilder's average true range over 14 bars, so that no rule depends on the price's size.</summary>
internal static class AverageRange
{
    /// <summary>Bars of the average.</summary>
    public const int Length = 14;

    /// <summary>
    /// One value a bar, price units. While the average warms up it is the mean of high − low so far; at a gap the value before it; NaN
    /// before the first prices.
    /// </summary>
    public static double[] Of(BarSeries bars)
    {
        var result = AverageTrueRange.Of(bars, Length);
        ReadOnlySpan<double> high = bars.High, low = bars.Low;
        double sum = 0, last = double.NaN;
        var (count, isWarm) = (0, false);
        for (var i = 0; i < result.Length; i++)
        {
            if (!double.IsNaN(result[i]))
            {
                (last, isWarm) = (result[i], true);
            }
            else if (!isWarm && !double.IsNaN(high[i] - low[i]))
            {
                sum += high[i] - low[i];
                last = sum / ++count;
            }
            result[i] = last;
        }
        return result;
    }
}
