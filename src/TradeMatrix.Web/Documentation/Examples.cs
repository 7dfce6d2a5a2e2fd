using System.Text.Json.Nodes;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Web.Charts;
using TradeMatrix.Web.Tasks;

namespace TradeMatrix.Web.Documentation;

/// <summary>Answers as the API's description shows them.</summary>
internal static class Examples
{
    private static readonly Guid Id = new("5f0e8c1e-3b1c-4c6a-9a41-0d6a3c1f7b20");
    private static readonly DateTime Now = new(2026, 1, 5, 9, 30, 0, DateTimeKind.Utc);
    private static readonly DateTime LastBar = new(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);
    private const string Url = "http://127.0.0.1:8080/snapshots/5f0e8c1e-3b1c-4c6a-9a41-0d6a3c1f7b20.png";
    private const string AltText = "DAX, 1h, 60 bars to 2026-01-05 08:00 UTC: last price 24,512.3";

    public static GenerateAnswer Chart { get; } = new(
        true, Url, Id, false, null, "embedded", [], AltText, LastBar, Now.AddDays(60), JsonNode.Parse("""{"symbol":"DAX","interval":"1h","width":1200,"height":800,"theme":"dark","studies":[{"name":"Moving Average Exponential","input":{"length":20}}]}""")!);

    public static SnapshotItem Snapshot { get; } = new(
        Id, "DAX", "DAX 40", Url, "1h", "ChartWatcher", Trigger.Analysis, "embedded", "png", 1200, 800, 61_204, false, JsonNode.Parse("""{"trend":"bullish"}"""), LastBar, Now, Now.AddDays(60));

    public static SnapshotList Snapshots { get; } = new([Snapshot], 1, 50, 0, null);

    public static ConfigBody Config { get; } = new(
        "TVC:DAX", ["15m", "1h", "1D"], "1h", ["EMA_20", "RSI"], "candles", "dark", 1200, 800, true, true, "Europe/Berlin");

    public static RateLimit Quota { get; } = new(1000, 212, 788, 15, 15, 21.2, "ok", Now.Date.AddDays(1));

    public static IReadOnlyList<ChartUsage> Usage { get; } = [new() { Day = new DateOnly(2026, 1, 5), Agent = "ChartWatcher", Provider = "embedded", Calls = 212 }];

    public static SymbolItem Symbol { get; } = new(
        Id, "AAPL", "Apple", "stock", "NASDAQ", 0.01m, "America/New_York", true, "AAPL", "NASDAQ:AAPL", false, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["yahoo"] = ["AAPL"], ["stooq"] = ["aapl.us"] });

    public static BarList Bars { get; } = new("DAX", "1D", "import", [], [[1_767_571_200_000, 24_480.5, 24_590.1, 24_402, 24_512.3, 61_204_300]]);

    public static ImportAnswer Import { get; } = new("DAX", "1D", "Stooq", 620, 1, 15_000);

    public static GapList Gaps { get; } = new("DAX", "1h", [new GapList.Gap(LastBar.AddDays(-3), LastBar.AddDays(-3).AddHours(1), 2)], false);

    public static CleanupAnswer Cleanup { get; } = new(17, 0, 15);

    public static TaskRunItem TaskRun { get; } = new(
        Id, "snapshots.cleanup_expired", "succeeded", "schedule", Now, Now, Now, Now.AddSeconds(1), 1, "server:4711", JsonNode.Parse("""{"expired":17,"broken":0,"pictures":15,"runs":3}"""), null);

    public static IReadOnlyList<TaskRunItem> TaskRuns { get; } = [TaskRun];

    public static IReadOnlyList<TaskItem> Tasks { get; } = [new("snapshots.cleanup_expired", "Removes expired snapshots", "0 2 * * * UTC", Now.Date.AddHours(26), false, TaskRun)];
}
