using System.Text.Json.Nodes;
using TradeMatrix.Core.Journal.Imports;

namespace TradeMatrix.Web.Journal;

/// <summary>Answers as the API's description shows them.</summary>
internal static class JournalExamples
{
    private static readonly Guid Id = new("5f0e8c1e-3b1c-4c6a-9a41-0d6a3c1f7b20"), Snapshot = new("7a1e8c1e-3b1c-4c6a-9a41-0d6a3c1f7b21");
    private static readonly DateTime Entered = new(2026, 2, 24, 9, 15, 0, DateTimeKind.Utc);

    public static TradeItem Trade { get; } = new(
        Id, "DAX", "long", "closed", 19_500, 19_600, 1, 1, 19_450, 19_450, 19_650, 97.5m, 0.51m, 2, 2.5m, 0, "EUR", null, "asia_sweep", "15m", Entered, Entered.AddHours(2), null, ["morning"], new JsonObject(), "manual", null, 2, Entered, Entered.AddHours(2));

    public static TradeList Trades { get; } = new([Trade], null);

    public static TradeImportResult Import { get; } = new("metatrader", "Europe/Athens", 12, 1, 240, ["3 lines are no trades and were passed over"]);

    public static JournalItem Entry { get; } = new(
        Snapshot, "trade", "DAX", Id, null, "Long DAX, 19,500 to 19,600: +0.51 %, +97.50 EUR, +2.00 R; held 2 h 0 min.", 19_500, 19_600, 97.5m, Snapshot, $"http://127.0.0.1:8080/snapshots/{Snapshot}.png", null, null, null, "Patient entry",
        JsonNode.Parse("""{"r_multiple":2,"mae_r":0.4,"mfe_r":2.3,"facts":[]}"""), JsonNode.Parse("""{"agent_name":"JournalBot"}"""), 1, Entered.AddHours(3), Entered.AddHours(3));

    public static JournalList Entries { get; } = new([Entry], null);
}
