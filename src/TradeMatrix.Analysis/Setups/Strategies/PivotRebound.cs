namespace TradeMatrix.Analysis.Setups;

/// <summary>MR-02: a reversal candle at the first pivot level, while the averages lie close together; back to the pivot.</summary>
internal static class PivotRebound
{
    private static readonly string[] Long = ["hammer", "bullish_engulfing", "doji", "dragonfly_doji"];
    private static readonly string[] Short = ["shooting_star", "bearish_engulfing", "doji", "gravestone_doji"];

    public static Setup? Find(StrategyTerms terms, SetupMoment now, Side side)
    {
        if (now.Yesterday is not { } yesterday) return null;
        var (level, point) = (yesterday.FirstBehind(side), now.Point);
        if (!(Math.Abs(now.Now.Worst(side) - level) <= terms["touchPoints"] * point)) return null;
        if (!Strategy.IsBand(now, [20, 50, 200], terms["bandPoints"] * point) || !Strategy.HasVolume(now, terms["volumeRatio"])) return null;
        if (!Strategy.HasPattern(now, side == Side.Long ? Long : Short, terms["bodyRatio"])) return null;
        var entry = now.Now.Close;
        var stop = level - (side.Sign() * terms["stopPoints"] * point);
        var target = side.Gain(entry, yesterday.Pivot) > 0 ? yesterday.Pivot : entry + (side.Sign() * terms["targetR"] * side.Gain(stop, entry));
        return Strategy.Propose(terms, now, side, stop, target, level, 0, new(StringComparer.Ordinal)
        {
            [side == Side.Long ? "s1" : "r1"] = level,
            ["pivot"] = yesterday.Pivot,
            ["volume_ratio"] = now.VolumeRatio,
        });
    }
}
