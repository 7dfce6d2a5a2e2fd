using System.Text.Json.Nodes;
using TradeMatrix.Core.Snapshots;

namespace TradeMatrix.Web.Charts;

/// <summary>A stored picture.</summary>
public sealed record SnapshotItem(
    Guid Id, string Symbol, string? SymbolName, string ChartUrl, string Timeframe, string CreatedByAgent, string TriggerType, string Provider, string Format, int? Width, int? Height, long? Bytes,
    bool Pinned, JsonNode? Metadata, DateTime? DataAsOf, DateTime CreatedAt, DateTime ExpiresAt)
{
    internal static SnapshotItem Of(ChartSnapshot snapshot, Uri root) => new(
        snapshot.Id, snapshot.Symbol.Symbol, snapshot.Symbol.Alias, new Uri(root, snapshot.ChartUrl).AbsoluteUri, snapshot.Timeframe, snapshot.CreatedByAgent, snapshot.TriggerType, snapshot.Provider,
        snapshot.Format, snapshot.Width, snapshot.Height, snapshot.Bytes, snapshot.Pinned, JsonNode.Parse(snapshot.Metadata), snapshot.DataAsOf, snapshot.CreatedAt, snapshot.ExpiresAt);
}
