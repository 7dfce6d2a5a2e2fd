namespace TradeMatrix.Analysis.Setups;

/// <summary>MR-03: a gap between yesterday's close and the open, with volume and the slow average on its side; with the gap, not against it.</summary>
internal static class GapOpen
{
    public static Setup? Find(StrategyTerms terms, SetupMoment now, Side side)
    {
        if (now.Yesterday is not { } yesterday) return null;
        var opening = now.Back(now.Index - now.Within(terms.Windows[0]).Start)!.Value;
        var open = opening.Now.Open;
        var gap = side.Gain(yesterday.Close, open) / yesterday.Close * 100;
        if (gap < terms["leastGapPercent"] || gap > terms["mostGapPercent"] || !Strategy.HasVolume(opening, terms["volumeRatio"])) return null;
        var slope = side.Gain(now.Ema(50, 1), now.Ema(50)) / now.Ema(50) * 100;
        if (!(slope >= terms["slopePercent"])) return null;
        // Beyond 1 % a gap tends to exhaust itself; beyond yesterday's range it breaks away; else it goes on where the trend goes.
        var (kind, boost) = gap > terms["dangerousGapPercent"] ? ("gap_exhaustion", terms["exhaustion"])
            : side.Gain(yesterday.Ahead(side), open) > 0 ? ("gap_breakaway", terms["breakaway"])
            : ("gap_continuation", terms["continuation"]);
        var entry = now.Now.Close;
        var stop = yesterday.Close - (side.Sign() * terms["stopPoints"] * now.Point);
        var target = entry + (side.Sign() * terms["targetR"] * side.Gain(stop, entry));
        var setup = Strategy.Propose(terms, now, side, stop, target, double.NaN, boost, new(StringComparer.Ordinal)
        {
            ["gap_pct"] = gap,
            ["y_close"] = yesterday.Close,
            ["open"] = open,
            ["ema50_slope_pct"] = slope,
            ["volume_ratio"] = opening.VolumeRatio,
        });
        return setup is null ? null : setup with { Flags = [.. setup.Flags, kind] };
    }
}
