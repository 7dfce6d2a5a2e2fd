using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Analysis.Trends;

/// <summary>A straight line by least squares through the last closes.</summary>
/// <param name="Bars">Closes it runs through.</param>
/// <param name="Slope">Rise a bar, price units.</param>
/// <param name="RSquared">Share of the closes' variance that the line explains, 0 to 1.</param>
/// <param name="Ranges">Rise from its first to its last bar in average true ranges of the last bar.</param>
public sealed record RegressionLine(int Bars, double Slope, double RSquared, double Ranges)
{
    /// <summary>
    /// Bullish or bearish when the line explains at least half of the variance and rises or falls by at least three average ranges;
    /// otherwise sideways.
    /// </summary>
    public TrendKind Kind => RSquared < 0.5 || Math.Abs(Ranges) < 3 ? TrendKind.Sideways : Ranges > 0 ? TrendKind.Bullish : TrendKind.Bearish;

    /// <summary>The line at the end of a series; null with fewer closes.</summary>
    /// <param name="bars">The bars; gaps are passed over.</param>
    /// <param name="length">Closes, at least 3.</param>
    public static RegressionLine? Of(BarSeries bars, int length = 50)
    {
        ArgumentNullException.ThrowIfNull(bars);
        return Of(bars, length, AverageRange.Of(bars));
    }

    internal static RegressionLine? Of(BarSeries bars, int length, double[] ranges)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 3);
        var closes = new double[length];
        var free = length;
        for (var i = bars.Count - 1; i >= 0 && free > 0; i--)
        {
            if (!bars.IsGap(i)) closes[--free] = bars.Close[i];
        }
        if (free > 0) return null;
        var slope = LinearRegression.Slope(closes, length)[^1];
        var deviation = Rolling.Deviation(closes, length)[^1];
        var error = LinearRegression.StandardError(closes, length)[^1];
        var fit = deviation > 0 ? Math.Clamp(1 - (error * error * (length - 2) / (deviation * deviation * length)), 0, 1) : 0;
        return new(length, slope, fit, ranges[^1] > 0 ? slope * (length - 1) / ranges[^1] : 0);
    }
}
