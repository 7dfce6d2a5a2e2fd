using TradeMatrix.Core.Access;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Web.Access;

/// <summary>Who makes a request, and what they may do.</summary>
/// <param name="Caller">On whose behalf the database is used.</param>
/// <param name="Scopes">What they may do, of <see cref="Scope"/>.</param>
/// <param name="LimitKey">By what their requests are counted.</param>
/// <param name="Plan">How large and how many their charts may be.</param>
/// <param name="Limits">How many requests they may make.</param>
public sealed record Identity(Caller Caller, IReadOnlyList<string> Scopes, string LimitKey, Plan Plan, PlanLimits Limits)
{
    /// <summary>The user of an embedded installation.</summary>
    public static Identity Local { get; } = new(Caller.Local, Scope.All, "local", Plan.Unlimited, Plan.Unlimited.Limits);

    /// <summary>The holder of a key.</summary>
    public static Identity Of(VerifiedKey key) => new(key.Caller, key.Scopes, $"key {key.Id}", key.Plan, key.Limits);

    /// <summary>The user of a token.</summary>
    public static Identity Of(Guid user, Plan plan) => new(Caller.User(user), [Scope.Read, Scope.Write], $"user {user}", plan, plan.Limits);
}
