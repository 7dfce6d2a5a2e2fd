using System.Text.Json.Nodes;

namespace TradeMatrix.Web.Agents;

/// <summary>Answers about agents as the API's description shows them.</summary>
internal static class AgentExamples
{
    private static readonly Guid Id = new("5f0e8c1e-3b1c-4c6a-9a41-0d6a3c1f7b20");
    private static readonly DateTime Now = new(2026, 1, 5, 9, 30, 0, DateTimeKind.Utc);

    public static AnalysisList Analyses { get; } = new(
    [
        new(Id, "DAX", "15m", Now, "bullish", JsonNode.Parse("""[{"name":"ascending_triangle","state":"confirmed","confidence":0.84}]"""), JsonNode.Parse("[24431.5]"), JsonNode.Parse("[24560]"), 0.71,
            "15m at 2026-01-05 09:30 UTC: close 24,512.3, trend bullish (0.80).", Id, "http://127.0.0.1:8080/snapshots/5f0e8c1e-3b1c-4c6a-9a41-0d6a3c1f7b20.png", JsonNode.Parse("""{"timeframe":"15m"}"""), Now),
    ], null);

    public static SetupList Setups { get; } = new(
    [
        new(Id, "DAX", "morning", "asia_sweep", "long", "5m", Now, "market", 18_345.5, 18_239.3, 18_420, 18_239.3, 0.7, 0.67, 0.58, 31, "pending", null, null, null, null, null, null, 18_350, Now.AddHours(6), null, Id,
            JsonNode.Parse("""{"facts":{"asia_low":18285},"flags":["reward_below_risk"]}"""), Now),
    ], null);
}
