using TradeMatrix.Analysis;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Agents;

/// <summary>What bars did to an open trade's stop and target: their highs and lows count, not their closes alone.</summary>
/// <param name="StopHit">The bar that reached the stop first; null for none.</param>
/// <param name="TargetHit">The bar that reached the target first; null for none, and when the stop was reached before or in the same bar.</param>
/// <param name="NearStop">The first bar that came near the stop without reaching it.</param>
/// <param name="NearTarget">The first bar that came near the target without reaching it.</param>
internal sealed record PriceWatch(Bar? StopHit, Bar? TargetHit, Bar? NearStop, Bar? NearTarget)
{
    /// <summary>Part of the way between entry and price that is near.</summary>
    private const double Near = 0.2;

    /// <summary>Follows a trade over bars, up to the one that ends it.</summary>
    public static PriceWatch Of(Side side, double entry, double? stop, double? target, BarSeries bars)
    {
        var watch = new PriceWatch(null, null, null, null);
        for (var i = 0; i < bars.Count; i++)
        {
            if (bars.IsGap(i)) continue;
            var bar = bars[i];
            var (worst, best) = side == Side.Long ? (bar.Low, bar.High) : (bar.High, bar.Low);
            if (stop is { } s)
            {
                if (Gain(s, worst) <= 0) return watch with { StopHit = bar };
                if (watch.NearStop is null && Gain(s, worst) <= Near * Math.Abs(entry - s)) watch = watch with { NearStop = bar };
            }
            if (target is not { } t) continue;
            if (Gain(best, t) <= 0) return watch with { TargetHit = bar };
            if (watch.NearTarget is null && Gain(best, t) <= Near * Math.Abs(t - entry)) watch = watch with { NearTarget = bar };
        }
        return watch;

        double Gain(double from, double to) => side == Side.Long ? to - from : from - to;
    }
}
