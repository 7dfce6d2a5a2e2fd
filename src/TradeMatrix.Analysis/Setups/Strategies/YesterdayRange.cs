namespace TradeMatrix.Analysis.Setups;

/// <summary>MR-06: a rejection at the edge of yesterday's range, far from the pivot and in a calm market; back to the pivot.</summary>
internal static class YesterdayRange
{
    private static readonly string[] Long = ["hammer", "bullish_pin_bar", "dragonfly_doji"];
    private static readonly string[] Short = ["shooting_star", "bearish_pin_bar", "gravestone_doji"];
    private static readonly string[] LongEngulfing = ["bullish_engulfing"];
    private static readonly string[] ShortEngulfing = ["bearish_engulfing"];

    public static Setup? Find(StrategyTerms terms, SetupMoment now, Side side)
    {
        if (now.Yesterday is not { } yesterday) return null;
        var (level, point, bar) = (yesterday.Behind(side), now.Point, now.Now);
        if (!(Math.Abs(bar.Worst(side) - level) <= terms["touchPoints"] * point) || side.Gain(level, bar.Close) <= 0) return null;
        if (yesterday.High - yesterday.Low < terms["rangePoints"] * point || Math.Abs(bar.Close - yesterday.Pivot) < terms["pivotPoints"] * point) return null;
        if (!Strategy.HasVolume(now, terms["volumeRatio"]) || !IsRejection(terms, now, side) || !IsCalm(terms, now)) return null;
        var stop = bar.Worst(side) - (side.Sign() * terms["stopPoints"] * point);
        return Strategy.Propose(terms, now, side, stop, yesterday.Pivot, level, Strategy.RoundBoost(terms, now, level), new(StringComparer.Ordinal)
        {
            [side == Side.Long ? "y_low" : "y_high"] = level,
            ["pivot"] = yesterday.Pivot,
            ["y_range"] = yesterday.High - yesterday.Low,
            ["volume_ratio"] = now.VolumeRatio,
        });
    }

    private static bool IsRejection(StrategyTerms terms, SetupMoment now, Side side)
    {
        var candle = now.Candle;
        var wick = side == Side.Long ? candle.LowerShadow : candle.UpperShadow;
        return (wick >= terms["wickRatio"] * candle.Range && Strategy.HasPattern(now, side == Side.Long ? Long : Short))
            || Strategy.HasPattern(now, side == Side.Long ? LongEngulfing : ShortEngulfing);
    }

    /// <summary>Whether the average true range has not grown much beyond its own mean.</summary>
    private static bool IsCalm(StrategyTerms terms, SetupMoment now)
    {
        var bars = (int)terms["expansionBars"];
        double sum = 0;
        for (var back = 1; back <= bars; back++) sum += now.Back(back)?.Atr ?? double.NaN;
        return now.Atr <= terms["expansion"] * sum / bars;
    }
}
