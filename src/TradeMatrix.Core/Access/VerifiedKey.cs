using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Access;

/// <summary>A good key.</summary>
/// <param name="Id">Its id, by which its requests are counted.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Scopes">What it allows, of <see cref="Scope"/>.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="Limits">The plan's limits, with the key's own in their place.</param>
/// <param name="ExpiresAt">UTC; null for never.</param>
public sealed record VerifiedKey(Guid Id, Guid UserId, IReadOnlyList<string> Scopes, Plan Plan, PlanLimits Limits, DateTime? ExpiresAt)
{
    /// <summary>On whose behalf its requests use the database.</summary>
    public Caller Caller { get; } = Caller.User(UserId, Scopes.Contains(Scope.Admin, StringComparer.Ordinal));
}
