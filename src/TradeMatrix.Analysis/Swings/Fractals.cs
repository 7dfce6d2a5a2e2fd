using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Analysis.Swings;

/// <summary>
/// Swings as bars beyond all others within so many bars on both sides (Bill Williams's fractal with a reach of 2). Of equal bars the first
/// counts. Highs and lows need not alternate; a bar may be both.
/// </summary>
public static class Fractals
{
    /// <summary>The swings of a series, oldest first; each is known <paramref name="reach"/> bars after its own.</summary>
    /// <param name="bars">The bars; gaps are never swings.</param>
    /// <param name="reach">Bars on either side, at least 1.</param>
    public static IReadOnlyList<Swing> Of(BarSeries bars, int reach = 2)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentOutOfRangeException.ThrowIfLessThan(reach, 1);
        var swings = new List<Swing>();
        ReadOnlySpan<double> high = bars.High, low = bars.Low;
        for (var i = reach; i + reach < bars.Count; i++)
        {
            if (bars.IsGap(i)) continue;
            if (SwingPoint.IsHigh(high, i, reach)) swings.Add(new(i, bars.Time[i], high[i], SwingKind.High, i + reach));
            if (SwingPoint.IsLow(low, i, reach)) swings.Add(new(i, bars.Time[i], low[i], SwingKind.Low, i + reach));
        }
        return swings;
    }
}
