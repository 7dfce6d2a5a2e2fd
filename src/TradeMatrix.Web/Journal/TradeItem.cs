using System.Text.Json.Nodes;
using TradeMatrix.Core.Journal;

namespace TradeMatrix.Web.Journal;

/// <summary>A trade.</summary>
public sealed record TradeItem(
    Guid Id, string Symbol, string Side, string Status, decimal EntryPrice, decimal? ExitPrice, decimal PositionSize, decimal Multiplier, decimal? InitialStopLoss, decimal? StopLoss, decimal? TakeProfit,
    decimal? Pnl, decimal? PnlPercentage, decimal? RMultiple, decimal Commission, decimal Swap, string? Currency, string? Strategy, string? Setup, string? Timeframe, DateTime EntryTime, DateTime? ExitTime,
    string? Notes, IReadOnlyList<string> Tags, JsonNode? Metadata, string Source, string? ExternalId, int Version, DateTime CreatedAt, DateTime UpdatedAt)
{
    internal static TradeItem Of(Trade t) => new(
        t.Id, t.Symbol, t.Side, t.Status, t.EntryPrice, t.ExitPrice, t.PositionSize, t.Multiplier, t.InitialStopLoss, t.StopLoss, t.TakeProfit, t.Pnl, t.PnlPercentage, t.RMultiple, t.Commission, t.Swap, t.Currency,
        t.Strategy, t.Setup, t.Timeframe, t.EntryTime, t.ExitTime, t.Notes, t.Tags, JsonNode.Parse(t.Metadata), t.Source, t.ExternalId, t.Version, t.CreatedAt, t.UpdatedAt);
}
