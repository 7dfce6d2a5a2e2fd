using TradeMatrix.Core.Access;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Web.Access;

/// <summary>Who makes a request, and what they may do.</summary>
/// <param name="Caller">On whose behalf the database is used.</param>
/// <param name="Scopes">What they may do, of <see cref="Scope"/>.</param>
public sealed record Identity(Caller Caller, IReadOnlyList<string> Scopes)
{
    /// <summary>The user of an embedded installation.</summary>
    public static Identity Local { get; } = new(Caller.Local, Scope.All);
}
