using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Trades;

/// <summary>How far the price went against and for a trade while it was open.</summary>
/// <param name="Adverse">Maximum adverse excursion: the farthest from the entry against the trade, price units, 0 or more.</param>
/// <param name="Favourable">Maximum favourable excursion: the farthest for it, price units, 0 or more.</param>
/// <param name="AdverseR">The adverse one in multiples of the initial risk; null without a stop.</param>
/// <param name="FavourableR">The favourable one likewise.</param>
/// <remarks>After John Sweeney, "Maximum Adverse Excursion" (1997).</remarks>
public sealed record Excursion(double Adverse, double Favourable, double? AdverseR, double? FavourableR)
{
    /// <summary>
    /// The excursions of a trade over bars: from the bar in which it was opened to that in which it was closed, both
    /// whole, since a bar does not tell what came before the entry. Null when no bar shares time with it.
    /// </summary>
    /// <param name="trade">The trade.</param>
    /// <param name="bars">Bars of its symbol; the shorter, the truer.</param>
    /// <param name="timeframe">Their timeframe.</param>
    public static Excursion? Of(TradeResult trade, BarSeries bars, Timeframe timeframe)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(bars);
        var first = bars.IndexAtOrAfter(trade.OpenedAt.ToUnixTimeMilliseconds() - (long)timeframe.Duration.TotalMilliseconds + 1);
        var end = bars.IndexAtOrAfter(trade.ClosedAt.ToUnixTimeMilliseconds() + 1);
        double adverse = 0, favourable = 0;
        var seen = false;
        for (var i = first; i < end; i++)
        {
            if (bars.IsGap(i)) continue;
            seen = true;
            var (worst, best) = trade.Side == Side.Long ? (bars.Low[i], bars.High[i]) : (bars.High[i], bars.Low[i]);
            adverse = Math.Max(adverse, -trade.Side.Gain(trade.Entry, worst));
            favourable = Math.Max(favourable, trade.Side.Gain(trade.Entry, best));
        }
        if (!seen) return null;
        return new Excursion(adverse, favourable, adverse / trade.Risk, favourable / trade.Risk);
    }
}
