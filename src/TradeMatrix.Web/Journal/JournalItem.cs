using System.Text.Json.Nodes;
using TradeMatrix.Core.Journal;

namespace TradeMatrix.Web.Journal;

/// <summary>A journal entry.</summary>
public sealed record JournalItem(
    Guid Id, string EntryType, string? Symbol, Guid? TradeId, string? Decision, string Content, decimal? EntryPrice, decimal? ExitPrice, decimal? Pnl, Guid? ChartSnapshotId, string? ChartUrl, Guid? ContextSnapshotId, string? ContextUrl,
    string? ChartMissing, string? Notes, JsonNode? Context, JsonNode? Metadata, int Version, DateTime CreatedAt, DateTime UpdatedAt)
{
    internal static JournalItem Of(JournalEntry e, Uri root) => new(
        e.Id, e.EntryType, e.Symbol, e.TradeId, e.Decision, e.Content, e.EntryPrice, e.ExitPrice, e.Pnl, e.ChartSnapshotId, UrlOf(e.ChartSnapshotId, root), e.ContextSnapshotId, UrlOf(e.ContextSnapshotId, root),
        e.ChartMissing, e.Notes, JsonNode.Parse(e.Context), JsonNode.Parse(e.Metadata), e.Version, e.CreatedAt, e.UpdatedAt);

    private static string? UrlOf(Guid? snapshot, Uri root) => snapshot is { } id ? new Uri(root, $"/snapshots/{id}.png").AbsoluteUri : null;
}
