namespace TradeMatrix.Analysis.Setups;

/// <summary>Every kind of setup, by name in any case.</summary>
public static class SetupRules
{
    private static readonly SetupRule[] Table =
    [
        new("asia_sweep", AsiaSweep.Strategy, "Asia sweeps yesterday's low, Europe opens above it", AsiaSweep.Find) { Sides = [Side.Long] },
        new("asia_sweep_short", AsiaSweep.Strategy, "Asia sweeps yesterday's high, Europe opens below it", AsiaSweep.Find) { Sides = [Side.Short] },
        new("y_low_rebound", YesterdayRebound.Strategy, "From yesterday's low back to the pivot", YesterdayRebound.Find) { Sides = [Side.Long] },
        new("y_high_rebound", YesterdayRebound.Mirror, "From yesterday's high back to the pivot", YesterdayRebound.Find) { Sides = [Side.Short] },
        new("orb", OpeningRange.Strategy, "Breakout from New York's opening range", OpeningRange.Find) { Longest = Charting.Bars.Timeframe.M15 },
        Strategy.Rule("MR-01", EmaCross.Find),
        Strategy.Rule("MR-02", PivotRebound.Find),
        Strategy.Rule("MR-03", GapOpen.Find) with { Longest = Charting.Bars.Timeframe.M15 },
        Strategy.Rule("MR-04", YesterdayGrab.Find) with { Longest = Charting.Bars.Timeframe.M15 },
        Strategy.Rule("MR-05", MonthEnd.Find) with { Longest = Charting.Bars.Timeframe.M15 },
        Strategy.Rule("MR-06", YesterdayRange.Find),
    ];

    /// <summary>All rules by name.</summary>
    public static IReadOnlyDictionary<string, SetupRule> All { get; } = Table.ToDictionary(r => r.Name, StringComparer.OrdinalIgnoreCase);
}
