using TradeMatrix.Analysis.Levels;

namespace TradeMatrix.Analysis.Setups;

/// <summary>
/// The Asian session takes out yesterday's low, and Europe opens back above it: long towards the pivot. For shorts everything is
/// mirrored at yesterday's high.
/// </summary>
internal static class AsiaSweep
{
    public const string Strategy = "asia_sweep";

    private const double StopBeyond = 0.0025;
    private const double UnknownVolume = 0.5;

    public static Setup? Find(SetupMoment now, Side side)
    {
        if (!now.IsIn(SessionWindow.EuropeOpen) || now.Yesterday is not { } yesterday) return null;
        var (start, end) = now.Within(SessionWindow.Asia);
        if (start == end) return null;
        var level = yesterday.Behind(side);
        double? extreme = null;
        double volume = 0;
        for (var i = start; i < end; i++)
        {
            var bar = now[i];
            volume += bar.Volume;
            var worst = bar.Worst(side);
            if (side.Gain(level, worst) < 0 && !(side.Gain(worst, extreme ?? worst) < 0)) extreme = worst;
        }
        var entry = now.Now.Close;
        if (extreme is not { } swept || side.Gain(level, entry) <= 0) return null;
        var (pivot, beyond) = Pivots.Of(now, side, yesterday);
        if (Pivots.Nearest(side, entry, pivot, beyond) is not { } target) return null;

        volume /= end - start;
        double distance = Math.Abs(entry - level) / level * 100, depth = Math.Abs(swept - level) / level * 100;
        var ratio = volume > 0 && now.Now.Volume >= 0 ? now.Now.Volume / volume : double.NaN;
        var score = (0.4 * Math.Clamp(1 - (distance / 2), 0, 1)) + (0.3 * (double.IsNaN(ratio) ? UnknownVolume : Math.Min(1, ratio / 1.5))) + (0.3 * Math.Min(1, depth));
        return now.Propose(Strategy, side, OrderType.Market, entry, swept * (1 - (side.Sign() * StopBeyond)), target, Math.Round(score, 2), new(StringComparer.Ordinal)
        {
            [side == Side.Long ? "asia_low" : "asia_high"] = swept,
            [side == Side.Long ? "y_low" : "y_high"] = level,
            ["pivot"] = pivot,
            [side == Side.Long ? "r1" : "s1"] = beyond,
            ["eu_open_close"] = entry,
            ["sweep_depth_pct"] = Math.Round(depth, 2),
            ["entry_distance_pct"] = Math.Round(distance, 2),
            ["volume_ratio"] = Math.Round(ratio, 2),
        });
    }
}
