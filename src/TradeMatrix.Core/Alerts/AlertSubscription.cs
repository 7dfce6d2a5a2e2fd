using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Alerts;

/// <summary>Of which levels of a symbol a user wants to hear when the price touches them.</summary>
public sealed class AlertSubscription : IOwned
{
    public Guid Id { get; set; }
    public Guid? UserId { get; set; }
    public Guid SymbolId { get; set; }
    public MarketSymbol Symbol { get; set; } = null!;
    public bool YesterdayHighEnabled { get; set; } = true;
    public bool YesterdayLowEnabled { get; set; } = true;
    public bool PivotPointEnabled { get; set; }

    /// <summary>Open time of the last bar that was looked at; null before the first.</summary>
    public DateTime? CheckedTo { get; set; }

    public DateTime CreatedAt { get; set; }
}
