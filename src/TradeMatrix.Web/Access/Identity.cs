using TradeMatrix.Core.Access;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Web.Access;

/// <summary>Who makes a request, and what they may do.</summary>
/// <param name="Caller">On whose behalf the database is used.</param>
/// <param name="Scopes">What they may do, of <see cref="Scope"/>.</param>
/// <param name="LimitKey">By what their requests are counted.</param>
/// <param name="Limits">How many requests they may make.</param>
public sealed record Identity(Caller Caller, IReadOnlyList<string> Scopes, string LimitKey, PlanLimits Limits)
{
    /// <summary>The user of an embedded installation.</summary>
    public static Identity Local { get; } = new(Caller.Local, Scope.All, "local", Plan.Unlimited.Limits);

    /// <summary>The holder of a key.</summary>
    public static Identity Of(VerifiedKey key) => new(key.Caller, key.Scopes, $"key {key.Id}", key.Limits);

    /// <summary>The user of a token.</summary>
    public static Identity Of(Guid user) => new(Caller.User(user), [Scope.Read, Scope.Write], $"user {user}", Plan.Unlimited.Limits);
}
