namespace TradeMatrix.Analysis.Setups;

/// <summary>Looks for setups of several rules at once.</summary>
public static class SetupScan
{
    /// <summary>
    /// All setups that a moment shows, in the order of the registry within a priority; see <see cref="Resolve"/>.
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
        return [.. Resolve(found).Select(f => f.Found)];
    }

    /// <summary>What stays of the finds of several rules for one symbol: a rule gives way to one that overrides it, and the first priority comes first.</summary>
    /// <param name="found">Rules and what each found; within a priority their order stays.</param>
    public static IReadOnlyList<(SetupRule Rule, T Found)> Resolve<T>(IReadOnlyCollection<(SetupRule Rule, T Found)> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var overridden = found.SelectMany(f => f.Rule.Overrides).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. found.Where(f => !overridden.Contains(f.Rule.Name)).OrderBy(f => f.Rule.Priority)];
    }
}
