using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Access;

/// <summary>A key to be made.</summary>
/// <param name="UserId">Whose it is.</param>
/// <param name="Name">What its owner calls it, 1 to 80 characters.</param>
public sealed record ApiKeyDraft(Guid UserId, string Name)
{
    /// <summary>What it allows, of <see cref="Scope"/>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [Scope.Read, Scope.Write];

    /// <summary>Name of a <see cref="Quotas.Plan"/>.</summary>
    public string Plan { get; init; } = Quotas.Plan.Unlimited.Name;

    /// <summary>Requests a day (UTC); null for the plan's.</summary>
    public int? DailyLimit { get; init; }

    /// <summary>Requests a second; null for the plan's.</summary>
    public int? PerSecondLimit { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTime? ExpiresAt { get; init; }

    internal void Check(DateTime now)
    {
        var problems = new List<SpecProblem>();
        if (UserId == Guid.Empty) problems.Add(new SpecProblem("user", UserId.ToString(), "a user's id"));
        if (Name.Trim().Length is 0 or > 80 || Name.Any(char.IsControl)) problems.Add(new SpecProblem("name", Name, "1 to 80 characters on one line"));
        foreach (var scope in Scopes.Where(s => !Scope.All.Contains(s, StringComparer.Ordinal))) problems.Add(new SpecProblem("scope", scope, "one of " + string.Join(", ", Scope.All)));
        if (Scopes.Count == 0) problems.Add(new SpecProblem("scope", "", "at least one of " + string.Join(", ", Scope.All)));
        if (Quotas.Plan.Find(Plan) is null) problems.Add(new SpecProblem("plan", Plan, "one of " + string.Join(", ", Quotas.Plan.All.Select(p => p.Name))));
        if (DailyLimit < 0) problems.Add(new SpecProblem("daily", $"{DailyLimit}", "a whole number of 0 or more"));
        if (PerSecondLimit < 0) problems.Add(new SpecProblem("per_second", $"{PerSecondLimit}", "a whole number of 0 or more"));
        if (ExpiresAt <= now) problems.Add(new SpecProblem("expires", $"{ExpiresAt:yyyy-MM-dd'T'HH:mm:ss'Z'}", "in the future"));
        if (problems.Count > 0) throw ServiceException.Invalid(problems);
    }
}
