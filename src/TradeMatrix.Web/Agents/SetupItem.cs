using System.Text.Json.Nodes;
using TradeMatrix.Core.Agents;

namespace TradeMatrix.Web.Agents;

/// <summary>A setup that an agent found, and how far it has come.</summary>
internal sealed record SetupItem(
    Guid Id, string Symbol, string Module, string Strategy, string Side, string Timeframe, DateTime DetectedAt, string OrderType, double EntryPrice, double StopLoss, double TakeProfit, double CurrentStop, double RiskReward,
    double? Score, double? Confidence, int? SampleSize, string Status, string? Outcome, DateTime? EntryHitAt, double? EntryFill, double? ExitPrice, double? PnlPercent, double? RMultiple, double? LastPrice, DateTime ValidUntil, DateTime? ClosedAt,
    Guid? SnapshotId, JsonNode? Details, DateTime CreatedAt)
{
    public static SetupItem Of(StoredSetup s) => new(
        s.Id, s.Symbol.Symbol, s.Module, s.Strategy, s.Side, s.Timeframe, s.DetectedAt, s.OrderType, s.EntryPrice, s.StopLoss, s.TakeProfit, s.CurrentStop, s.RiskReward, s.Score, s.Confidence, s.SampleSize, s.Status, s.Outcome,
        s.EntryHitAt, s.EntryFill, s.ExitPrice, s.PnlPercent, s.RMultiple, s.LastPrice, s.ValidUntil, s.ClosedAt, s.SnapshotId, JsonNode.Parse(s.Payload), s.CreatedAt);
}
