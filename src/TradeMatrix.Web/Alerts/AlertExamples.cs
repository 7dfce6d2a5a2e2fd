using System.Text.Json.Nodes;
using TradeMatrix.Core.Alerts;

namespace TradeMatrix.Web.Alerts;

/// <summary>Answers as the API's description shows them.</summary>
internal static class AlertExamples
{
    private static readonly Guid Id = new("5f0e8c1e-3b1c-4c6a-9a41-0d6a3c1f7b20");
    private static readonly DateTime Now = new(2026, 1, 5, 9, 30, 0, DateTimeKind.Utc);

    public static AlertItem Alert { get; } = new(
        Id, AlertKind.Liquidity, AlertSeverity.Warning, "DAX", "🔴 DAX: SHORT SETUP", "Consider MR-06 (reversal from yesterday's high). Watch for bearish reversal patterns.\nYesterday high: 18500 (current: 18509.25)",
        JsonNode.Parse("""{"level_type":"yesterday_high","level_price":18500,"current_price":18509.25}"""), "yesterday_high", 18500, "touch", "triggered", true, Id,
        $"http://127.0.0.1:8080/snapshots/{Id}.png", Now, Now.AddDays(1), null, Now);

    public static AlertList Alerts { get; } = new([Alert], null);

    public static DeliveryItem Delivery { get; } = new(Id, Id, Id, "telegram", DeliveryPart.Words, DeliveryState.Sent, 1, Now, null, Now, Now.AddSeconds(1));

    public static DeliveryList Deliveries { get; } = new([Delivery], null);

    public static RouteItem Route { get; } = new(Id, "Phone", "telegram", "…789", [AlertKind.Liquidity], [], ["DAX"], "22:00", "07:00", "Europe/Berlin", true, Now, Now);

    public static SubscriptionItem Subscription { get; } = new("DAX", true, true, false, Now);
}
