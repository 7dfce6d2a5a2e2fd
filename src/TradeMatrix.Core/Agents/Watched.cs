using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Agents;

/// <summary>A symbol that agents look at, and for whom.</summary>
/// <param name="Owner">The user, on whose behalf charts are drawn and kept.</param>
/// <param name="Symbol">The symbol.</param>
public sealed record Watched(Caller Owner, MarketSymbol Symbol)
{
    /// <summary>The owner's id.</summary>
    public Guid OwnerId => Owner.UserId!.Value;
}
