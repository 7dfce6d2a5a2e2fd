using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Journal;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Core.Snapshots.Blobs;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Journal;

/// <summary>Each closed trade gets one entry with its charts, however often the run is killed.</summary>
public sealed class JournalBotTests(Servers servers)
{
    private static readonly TradeEdit Moderate = new() { EntryPrice = 19_330, ExitPrice = 19_395, StopLoss = 19_300, TakeProfit = 19_400, Timeframe = "15m" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_closed_trade_gets_one_entry_with_two_charts(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        await service.GiveMarketAsync(TestService.Ann, "DAX");
        var trade = await service.TradeAsync(TestService.Ann, Moderate);
        Assert.Equal((1, 0, 0), Of(await service.JournalBot.ProcessClosedTradesAsync(Cancel)));
        Assert.Equal((0, 0, 0), Of(await service.JournalBot.ProcessClosedTradesAsync(Cancel)));
        var entry = Assert.Single((await service.Journal.ListAsync(TestService.Ann, new JournalFilter(), Cancel)).Rows);
        Assert.Equal((EntryType.Trade, trade.Id, "DAX", 65m, null), (entry.EntryType, entry.TradeId, entry.Symbol, entry.Pnl!.Value, entry.ChartMissing));
        Assert.StartsWith("Long DAX, 19,330 to 19,395: +0.34 %, +65.00 EUR, +2.17 R; held 3 h 45 min.", entry.Content, StringComparison.Ordinal);
        var snapshots = (await service.Snapshots.ListAsync(TestService.Ann, new SnapshotFilter(), Cancel)).Snapshots;
        Assert.Equal([entry.ChartSnapshotId, entry.ContextSnapshotId], snapshots.OrderBy(s => s.Timeframe).Select(s => (Guid?)s.Id));
        Assert.All(snapshots, s => Assert.True(s.ExpiresAt > service.Clock.GetUtcNow().UtcDateTime.AddYears(9)));
        var drawn = JsonNode.Parse(snapshots.Single(s => s.Timeframe == "15m").Metadata)!;
        Assert.Equal($"{trade.Id}", (string?)drawn["trade_id"]);
        Assert.Contains(drawn["spec"]!["drawings"]!.AsArray(), d => (string?)d!["name"] == "Long Position" && (double)d["input"]!["stopPrice"]! == 19_300 && (double)d["input"]!["targetPrice"]! == 19_400);
        Assert.Empty(drawn["spec"]!["studies"]?.AsArray() ?? []);
        var context = JsonNode.Parse(entry.Context)!;
        Assert.Equal((2.1667, 13_500L), (Math.Round((double)context["r_multiple"]!, 4), (long)context["holding_seconds"]!));
        Assert.True((double)context["mae"]! > 0);
        Assert.Empty((await service.Journal.ListAsync(TestService.Bob, new JournalFilter(), Cancel)).Rows);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, 0)]
    [InlineData(DatabaseKind.Sqlite, 1)]
    [InlineData(DatabaseKind.Postgres, 1)]
    public async Task A_run_that_fails_at_a_picture_is_taken_up_by_the_next(DatabaseKind kind, int goodPuts)
    {
        FailingBlobStore? blobs = null;
        await using var service = await TestService.CreateAsync(servers, kind, configure: s => s.AddSingleton<IBlobStore>(p => blobs = new FailingBlobStore(new FolderBlobStore(Path.Combine(p.GetRequiredService<Core.Settings.ServiceSettings>().DataFolder, "blobs")))));
        await service.GiveMarketAsync(TestService.Ann, "DAX");
        await service.TradeAsync(TestService.Ann, Moderate);
        _ = service.Blobs;
        var puts = 0;
        blobs!.OnPut = () => { if (puts++ >= goodPuts) throw new IOException("disk full"); };
        var failed = await service.JournalBot.ProcessClosedTradesAsync(Cancel);
        Assert.Equal((0, 1), (failed.Written, failed.Failures.Count));
        blobs.OnPut = null;
        Assert.Equal((1, 0, 0), Of(await service.JournalBot.ProcessClosedTradesAsync(Cancel)));
        Assert.Equal((1, 2), (await EntriesAsync(service), await SnapshotsAsync(service)));
    }

    [Fact]
    public async Task A_run_that_is_killed_at_any_write_leaves_nothing_twice()
    {
        for (var kill = 0; kill < 3; kill++)
        {
            FailingBlobStore? blobs = null;
            await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite, configure: s => s.AddSingleton<IBlobStore>(p => blobs = new FailingBlobStore(new FolderBlobStore(Path.Combine(p.GetRequiredService<Core.Settings.ServiceSettings>().DataFolder, "blobs")))));
            await service.GiveMarketAsync(TestService.Ann, "DAX");
            await service.TradeAsync(TestService.Ann, Moderate);
            await service.TradeAsync(TestService.Ann, Moderate with { ExitPrice = 19_310 });
            _ = service.Blobs;
            using var killed = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var puts = 0;
            blobs!.OnPut = () => { if (puts++ == kill) killed.Cancel(); };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.JournalBot.ProcessClosedTradesAsync(killed.Token));
            blobs.OnPut = null;
            await service.JournalBot.ProcessClosedTradesAsync(Cancel);
            Assert.Equal((kill, 2, 4), (kill, await EntriesAsync(service), await SnapshotsAsync(service)));
        }
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_picture_that_was_left_by_a_killed_run_serves_the_entry(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        await service.GiveMarketAsync(TestService.Ann, "DAX");
        await service.TradeAsync(TestService.Ann, Moderate);
        await service.JournalBot.ProcessClosedTradesAsync(Cancel);
        var entry = Assert.Single((await service.Journal.ListAsync(TestService.Ann, new JournalFilter(), Cancel)).Rows);
        // As if the run had been killed between the pictures and the entry.
        await service.Journal.DeleteAsync(TestService.Ann, entry.Id, Cancel);
        await service.JournalBot.ProcessClosedTradesAsync(Cancel);
        var again = Assert.Single((await service.Journal.ListAsync(TestService.Ann, new JournalFilter(), Cancel)).Rows);
        Assert.Equal((entry.ChartSnapshotId, entry.ContextSnapshotId, 2), (again.ChartSnapshotId, again.ContextSnapshotId, await SnapshotsAsync(service)));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Without_bars_the_entry_comes_first_and_the_picture_later(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        await service.TradeAsync(TestService.Ann, Moderate);
        await service.TradeAsync(TestService.Bob, Moderate with { Symbol = "NOBODY KNOWS" });
        Assert.Equal((2, 2, 0), Of(await service.JournalBot.ProcessClosedTradesAsync(Cancel)));
        var entry = Assert.Single((await service.Journal.ListAsync(TestService.Ann, new JournalFilter(), Cancel)).Rows);
        Assert.Equal((true, null), (entry.ChartMissing is not null, entry.ChartSnapshotId));
        await service.Journal.EditAsync(TestService.Ann, entry.Id, new JournalEdit { Notes = "My words" }, entry.Version, Cancel);
        await service.GiveMarketAsync(TestService.Ann, "DAX");
        service.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((0, 0, 1), Of(await service.JournalBot.ProcessClosedTradesAsync(Cancel)));
        entry = await service.Journal.GetAsync(TestService.Ann, entry.Id, Cancel);
        Assert.Equal((null, true, "My words"), (entry.ChartMissing, entry.ChartSnapshotId is not null && entry.ContextSnapshotId is not null, entry.Notes));
    }

    [Fact]
    public async Task Made_up_bars_are_no_chart_of_a_trade()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite, s => s with { Feeds = ["demo"] });
        await service.TradeAsync(TestService.Ann, Moderate);
        Assert.Equal((1, 1, 0), Of(await service.JournalBot.ProcessClosedTradesAsync(Cancel)));
        Assert.Equal(0, await SnapshotsAsync(service));
    }

    [Fact]
    public async Task An_entry_states_what_went_against_the_rules()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        await service.GiveMarketAsync(TestService.Ann, "DAX");
        await service.TradeAsync(TestService.Ann, new TradeEdit { EntryPrice = 19_330, StopLoss = 19_310, ExitPrice = 19_290, TakeProfit = 19_340, PositionSize = 10, Timeframe = "15m", ExitTime = new DateTime(2026, 2, 25, 9, 0, 0, DateTimeKind.Utc) });
        await service.JournalBot.ProcessClosedTradesAsync(Cancel);
        var entry = Assert.Single((await service.Journal.ListAsync(TestService.Ann, new JournalFilter(), Cancel)).Rows);
        var codes = JsonNode.Parse(entry.Context)!["facts"]!.AsArray().Select(f => (string)f!["code"]!).ToList();
        Assert.Equal(["exit_beyond_stop", "r_below_minus_1", "risk_above_1_percent", "reward_below_risk", "held_over_plan"], codes.Where(c => c is not ("against_trend" or "profit_given_back")));
        Assert.Contains("The risk was 2.0 % of an account of 10,000; at most 1 % is allowed.", entry.Content, StringComparison.Ordinal);
        Assert.Contains("It was held 23 h 40 min; 6 h 0 min were planned.", entry.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parallel_runs_write_each_entry_once()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Postgres);
        await service.GiveMarketAsync(TestService.Ann, "DAX");
        for (var i = 0; i < 3; i++) await service.TradeAsync(TestService.Ann, Moderate);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => service.JournalBot.ProcessClosedTradesAsync(Cancel)));
        Assert.Equal((3, 6), (await EntriesAsync(service), await SnapshotsAsync(service)));
    }

    private static (int, int, int) Of(JournalRun run)
    {
        Assert.Empty(run.Failures);
        return (run.Written, run.WithoutChart, run.Attached);
    }

    private static async Task<int> EntriesAsync(TestService service) => (await service.Journal.ListAsync(TestService.Ann, new JournalFilter { Limit = 200 }, Cancel)).Rows.Count;

    private static async Task<int> SnapshotsAsync(TestService service) => (await service.Snapshots.ListAsync(TestService.Ann, new SnapshotFilter { Limit = 200 }, Cancel)).Snapshots.Count;
}
