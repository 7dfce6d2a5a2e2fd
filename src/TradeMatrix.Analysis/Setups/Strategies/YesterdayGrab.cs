namespace TradeMatrix.Analysis.Setups;

/// <summary>MR-04: yesterday's low is breached by a little, and reclaimed soon by a reversal candle; to yesterday's high. Mirrored for shorts.</summary>
internal static class YesterdayGrab
{
    private static readonly string[] Long = ["hammer", "bullish_pin_bar", "bullish_engulfing", "morning_star"];
    private static readonly string[] Short = ["shooting_star", "bearish_pin_bar", "bearish_engulfing", "evening_star"];

    public static Setup? Find(StrategyTerms terms, SetupMoment now, Side side)
    {
        if (now.Yesterday is not { } yesterday) return null;
        var (level, point, entry) = (yesterday.Behind(side), now.Point, now.Now.Close);
        if (side.Gain(level, entry) <= 0 || !Strategy.HasVolume(now, terms["volumeRatio"])) return null;
        if (Grab(terms, now, side, level) is not { } extreme || side.Gain(extreme, level) > terms["breachPoints"] * point) return null;
        if (!Strategy.HasPattern(now, side == Side.Long ? Long : Short, terms["bodyRatio"])) return null;
        var stop = extreme - (side.Sign() * terms["stopPoints"] * point);
        var target = side.Gain(entry, yesterday.Ahead(side)) > 0 ? yesterday.Ahead(side) : yesterday.FirstAhead(side);
        var boost = (Strategy.IsBand(now, [20, 50], terms["bandPoints"] * point) ? terms["bandBoost"] : 0) + Strategy.RoundBoost(terms, now, level);
        return Strategy.Propose(terms, now, side, stop, target, level, boost, new(StringComparer.Ordinal)
        {
            [side == Side.Long ? "y_low" : "y_high"] = level,
            ["grab"] = extreme,
            ["volume_ratio"] = now.VolumeRatio,
        });
    }

    /// <summary>The extreme beyond the level of a breach that began at most so many minutes ago; null without one, or when it drifted there long ago.</summary>
    private static double? Grab(StrategyTerms terms, SetupMoment now, Side side, double level)
    {
        var earliest = now.ClosedAt - (long)(terms["reclaimMinutes"] * TimeSpan.MillisecondsPerMinute);
        double? extreme = null;
        for (var i = now.Index; i >= 0; i--)
        {
            var bar = now[i];
            var worst = bar.Worst(side);
            var isBreach = side.Gain(level, worst) < 0;
            // The last close before the breach must have been on the good side of the level.
            if (bar.Time < earliest) return extreme is not null && side.Gain(level, bar.Close) >= 0 ? extreme : null;
            if (isBreach && (extreme is not { } e || side.Gain(e, worst) < 0)) extreme = worst;
        }
        return null;
    }
}
