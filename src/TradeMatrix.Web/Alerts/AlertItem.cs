using System.Text.Json.Nodes;
using TradeMatrix.Core.Alerts;

namespace TradeMatrix.Web.Alerts;

/// <summary>An alert.</summary>
public sealed record AlertItem(
    Guid Id, string Kind, string Severity, string? Symbol, string Title, string Text, JsonNode? Context, string? LevelType, decimal? TargetPrice, string? Direction, string Status,
    bool HasChart, Guid? SnapshotId, string? ChartUrl, DateTime TriggeredAt, DateTime ExpiresAt, DateTime? AcknowledgedAt, DateTime CreatedAt)
{
    internal static AlertItem Of(Alert alert, Uri root) => new(
        alert.Id, alert.Kind, alert.Severity, alert.Symbol, alert.Title, alert.Text, JsonNode.Parse(alert.Context), alert.LevelType, alert.TargetPrice, alert.Direction, alert.Status,
        alert.Chart is not null, alert.SnapshotId, alert.SnapshotId is { } id ? new Uri(root, $"/snapshots/{id}.png").AbsoluteUri : null, alert.TriggeredAt, alert.ExpiresAt, alert.AcknowledgedAt, alert.CreatedAt);
}
