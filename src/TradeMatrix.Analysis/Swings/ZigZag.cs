using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Swings;

/// <summary>
/// Swings by the distance prices came back: a high is one once a later low lies so many average true ranges below it, or below the swing low
/// before it; a low mirrored. Highs and lows alternate, and a swing once known never changes.
/// </summary>
public static class ZigZag
{
    /// <summary>The swings of a series, oldest first. The turn that is still in the making is not among them.</summary>
    /// <param name="bars">The bars; gaps are passed over.</param>
    /// <param name="multiple">Average true ranges (14 bars) that prices must come back, above 0.</param>
    public static IReadOnlyList<Swing> Of(BarSeries bars, double multiple = 3)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(multiple);
        return Of(bars, multiple, AverageRange.Of(bars));
    }

    /// <summary>As <see cref="Of(BarSeries, double)"/>, with ranges computed before.</summary>
    internal static List<Swing> Of(BarSeries bars, double multiple, double[] ranges)
    {
        var swings = new List<Swing>();
        ReadOnlySpan<double> high = bars.High, low = bars.Low;
        var time = bars.Time;
        // The extremes of the leg so far, the first of equal ones, and the furthest that prices came back from each; -1 for none yet.
        int top = -1, bottom = -1, fallen = -1, risen = -1;
        SwingKind? next = null;
        for (var i = 0; i < bars.Count; i++)
        {
            if (bars.IsGap(i)) continue;
            if (top < 0) (top, bottom) = (i, i);
            else
            {
                if (high[i] > high[top]) (top, fallen) = (i, -1);
                else if (fallen < 0 || low[i] < low[fallen]) fallen = i;
                if (low[i] < low[bottom]) (bottom, risen) = (i, -1);
                else if (risen < 0 || high[i] > high[risen]) risen = i;
            }
            var reversal = multiple * ranges[i];
            if (!(reversal > 0)) continue;
            var fell = next != SwingKind.Low && fallen >= 0 && (high[top] - low[fallen] >= reversal || (next is not null && low[fallen] < swings[^1].Price));
            var rose = next != SwingKind.High && risen >= 0 && (high[risen] - low[bottom] >= reversal || (next is not null && high[risen] > swings[^1].Price));
            // Only the first swing can be either: then the older extreme is the turn.
            if (fell && rose) (fell, rose) = (top < bottom, bottom < top);
            if (fell)
            {
                swings.Add(new(top, time[top], high[top], SwingKind.High, i));
                (next, bottom, risen) = (SwingKind.Low, fallen, Highest(high, fallen + 1, i));
            }
            else if (rose)
            {
                swings.Add(new(bottom, time[bottom], low[bottom], SwingKind.Low, i));
                (next, top, fallen) = (SwingKind.High, risen, Lowest(low, risen + 1, i));
            }
        }
        return swings;
    }

    /// <summary>Index of the highest from start to end, both included, the first of equal ones; -1 for an empty stretch.</summary>
    private static int Highest(ReadOnlySpan<double> high, int start, int end)
    {
        var best = -1;
        for (var i = start; i <= end; i++)
        {
            if (best < 0 ? !double.IsNaN(high[i]) : high[i] > high[best]) best = i;
        }
        return best;
    }

    private static int Lowest(ReadOnlySpan<double> low, int start, int end)
    {
        var best = -1;
        for (var i = start; i <= end; i++)
        {
            if (best < 0 ? !double.IsNaN(low[i]) : low[i] < low[best]) best = i;
        }
        return best;
    }
}
