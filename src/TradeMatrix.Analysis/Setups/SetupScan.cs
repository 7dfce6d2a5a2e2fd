namespace TradeMatrix.Analysis.Setups;

/// <summary>Looks for setups of several rules at once.</summary>
public static class SetupScan
{
    /// <summary>
    /// All setups that a moment shows: those of rules of the first priority first, in the order of the registry. A rule gives way to one
    /// that overrides it and has a setup too.
    /// </summary>
    /// <param name="now">The moment.</param>
    /// <param name="rules">Rules to look at; null for all that the timeframe suits.</param>
    public static IReadOnlyList<Setup> At(SetupMoment now, IEnumerable<SetupRule>? rules = null)
    {
        var found = new List<(SetupRule Rule, Setup Setup)>();
        foreach (var rule in rules ?? SetupRules.All.Values)
        {
            if (now.Timeframe.Duration > rule.Longest.Duration) continue;
            foreach (var side in rule.Sides)
            {
                if (rule.Find(now, side) is { } setup) found.Add((rule, setup));
            }
        }
        var overridden = found.SelectMany(f => f.Rule.Overrides).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. found.Where(f => !overridden.Contains(f.Rule.Name)).OrderBy(f => f.Rule.Priority).Select(f => f.Setup)];
    }
}
