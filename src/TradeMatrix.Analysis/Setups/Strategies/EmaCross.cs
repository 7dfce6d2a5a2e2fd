using TradeMatrix.Analysis.Swings;

namespace TradeMatrix.Analysis.Setups;

/// <summary>MR-01: the fast average crosses the slow one, the price is beyond the cloud and the slowest average.</summary>
internal static class EmaCross
{
    private const int MostBack = 50;

    public static Setup? Find(StrategyTerms terms, SetupMoment now, Side side)
    {
        var close = now.Now.Close;
        if (!(side.Gain(now.Ema(50), now.Ema(20)) > 0) || !(side.Gain(now.Ema(50, 1), now.Ema(20, 1)) <= 0)) return null;
        var (bottom, top) = now.Cloud;
        if (!(side.Gain(side == Side.Long ? top : bottom, close) > 0) || !(side.Gain(now.Ema(200), close) > 0)) return null;
        if (!Strategy.HasVolume(now, terms["volumeRatio"]) || now.LastSwing(side == Side.Long ? SwingKind.Low : SwingKind.High, MostBack) is not { } swing) return null;
        var stop = swing - (side.Sign() * terms["stopPoints"] * now.Point);
        var target = close + (side.Sign() * terms["targetR"] * side.Gain(stop, close));
        return Strategy.Propose(terms, now, side, stop, target, double.NaN, 0, new(StringComparer.Ordinal)
        {
            ["ema20"] = now.Ema(20),
            ["ema50"] = now.Ema(50),
            ["ema200"] = now.Ema(200),
            ["swing"] = swing,
            ["volume_ratio"] = now.VolumeRatio,
        });
    }
}
