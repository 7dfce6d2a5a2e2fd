namespace TradeMatrix.Core.Snapshots;

/// <summary>How many snapshots there are of an owner, symbol, timeframe and agent; kept by the database.</summary>
public sealed class SnapshotCount
{
    public Guid UserId { get; set; }
    public Guid SymbolId { get; set; }
    public string Timeframe { get; set; } = "";
    public string CreatedByAgent { get; set; } = "";
    public long Count { get; set; }
}
