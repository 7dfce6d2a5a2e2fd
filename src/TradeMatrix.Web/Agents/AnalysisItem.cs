using System.Text.Json.Nodes;
using TradeMatrix.Core.Agents;

namespace TradeMatrix.Web.Agents;

/// <summary>What ChartWatcher saw in a symbol's bars.</summary>
internal sealed record AnalysisItem(
    Guid Id, string Symbol, string Timeframe, DateTime AsOf, string Trend, JsonNode? Patterns, JsonNode? SupportLevels, JsonNode? ResistanceLevels, double Confidence, string Summary, Guid? SnapshotId, string? ChartUrl, JsonNode? Details, DateTime CreatedAt)
{
    public static AnalysisItem Of(ChartAnalysis a, Uri root) => new(
        a.Id, a.Symbol.Symbol, a.Timeframe, a.AsOf, a.Trend, JsonNode.Parse(a.PatternsDetected), JsonNode.Parse(a.SupportLevels), JsonNode.Parse(a.ResistanceLevels), a.ConfidenceScore, a.AnalysisSummary, a.SnapshotId,
        a.ChartUrl is { } path ? new Uri(root, path).AbsoluteUri : null, JsonNode.Parse(a.Payload), a.CreatedAt);
}
