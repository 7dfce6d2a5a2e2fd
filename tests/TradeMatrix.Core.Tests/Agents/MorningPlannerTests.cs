using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Agents;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Reports;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Tasks;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Agents;

public sealed class MorningPlannerTests(Servers servers)
{
    private const string Plan = "morning_planner.generate_report";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task The_report_holds_charts_levels_and_the_setup_of_the_morning(DatabaseKind kind)
    {
        await using var service = await SweptAsync(kind);

        var run = await service.CallAsync(Plan);

        Assert.Equal((TaskState.Succeeded, 1, 1), (run.State, run.Count("reports"), run.Count("symbols_analyzed")));
        var setup = Assert.Single((await service.Services.GetRequiredService<SetupStore>().ListAsync(TestService.Ann, null, null, 10, null, Cancel)).Rows, s => s.Strategy == "asia_sweep");
        Assert.Equal(("long", 18345.5, 18420.0, SetupStatus.Pending), (setup.Side, setup.EntryPrice, setup.TakeProfit, setup.Status));
        Assert.Equal((18239.2875, 0.67, 0.70), (Math.Round(setup.StopLoss, 6), Math.Round(setup.Score!.Value, 2), Math.Round(setup.RiskReward, 2)));
        // Nothing of the kind was there before to measure it on.
        Assert.Equal((null, 0), (setup.Confidence, setup.SampleSize));
        Assert.NotNull(await service.Snapshots.NewestAsync(TestService.Ann, s => s.Id == setup.SnapshotId, Cancel));

        var store = service.Services.GetRequiredService<ReportStore>();
        var report = (await store.FindAsync(TestService.Ann, "morning", "2026-03-04", Cancel))!;
        Assert.Equal(["html", "json", "pdf"], ReportStore.FilesOf(report).Select(f => f.Format).Order());
        var json = System.Text.Encoding.UTF8.GetString(await store.OpenAsync(TestService.Ann, report, "json", Cancel));
        foreach (var words in (string[])["asia_sweep", "18,345.5", "18,239.3", "18,420.0", "Overnight from 18,285.0 to 18,350.0", "A setup with R:R below 1 risks more than it can earn."])
            Assert.Contains(words, json, StringComparison.Ordinal);
        var alert = await service.Database.ReadAsync(TestService.Ann, db => db.Alerts.SingleAsync(a => a.Kind == AlertKind.Report, Cancel), Cancel);
        Assert.Equal(("Morning Report 2026-03-04", report.Id), (alert.Title, (Guid)JsonNode.Parse(alert.Context)!["report_id"]!));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_second_run_of_the_day_makes_nothing_twice(DatabaseKind kind)
    {
        await using var service = await SweptAsync(kind);
        await service.CallAsync(Plan);
        var before = await CountsAsync(service);
        service.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(0, (await service.CallAsync(Plan)).Count("reports"));
        Assert.Equal(before, await CountsAsync(service));
    }

    [Fact]
    public async Task A_run_that_was_killed_before_its_report_makes_no_second_picture_or_setup()
    {
        await using var service = await SweptAsync(DatabaseKind.Sqlite);
        await service.CallAsync(Plan);
        var before = await CountsAsync(service);
        var store = service.Services.GetRequiredService<ReportStore>();
        await store.DeleteAsync(TestService.Ann, (await store.FindAsync(TestService.Ann, "morning", "2026-03-04", Cancel))!.Id, Cancel);
        await service.Database.WriteAsync(Caller.Service, db => db.Alerts.ExecuteDeleteAsync(Cancel), Cancel);

        Assert.Equal(1, (await service.CallAsync(Plan)).Count("reports"));
        Assert.Equal(before, await CountsAsync(service));
    }

    [Fact]
    public async Task On_a_holiday_of_the_exchange_there_is_no_report()
    {
        await using var service = await SweptAsync(DatabaseKind.Sqlite);
        // Good Friday.
        service.Clock.SetUtcNow(DateTimeOffset.Parse("2026-04-03T06:25:00Z"));
        var run = await service.CallAsync(Plan);
        Assert.Equal((0, 1), (run.Count("reports"), run.Count("closed")));
    }

    [Fact]
    public async Task Old_bars_are_said_to_be_old()
    {
        await using var service = await SweptAsync(DatabaseKind.Sqlite);
        service.Clock.SetUtcNow(DateTimeOffset.Parse("2026-03-10T07:25:00Z"));
        await service.CallAsync(Plan);
        var store = service.Services.GetRequiredService<ReportStore>();
        var json = System.Text.Encoding.UTF8.GetString(await store.OpenAsync(TestService.Ann, (await store.FindAsync(TestService.Ann, "morning", "2026-03-10", Cancel))!, "json", Cancel));
        Assert.Contains("The last bar is of 2026-03-04 07:20 UTC: newer ones are missing.", json, StringComparison.Ordinal);
    }

    private static Task<(int, int, int, int)> CountsAsync(TestService service) => service.Database.ReadAsync(Caller.Service, async db =>
        (await db.Reports.CountAsync(Cancel), await db.Setups.CountAsync(Cancel), await db.Snapshots.CountAsync(Cancel), await db.Alerts.CountAsync(Cancel)), Cancel);

    /// <summary>Ann's DAX at 08:25 in Berlin on Wednesday, 2026-03-04, after Asia swept the low of Tuesday.</summary>
    private async Task<TestService> SweptAsync(DatabaseKind kind)
    {
        var service = await TestService.CreateAsync(servers, kind);
        service.Clock.SetUtcNow(DateTimeOffset.Parse("2026-03-04T07:25:00Z"));
        var symbol = await service.Symbols.OwnAsync(TestService.Ann, "DAX", Cancel);
        await service.Bars.WriteAsync(TestService.Ann, symbol, Timeframe.M5, BarSeries.From(
        [
            Bar("2026-03-03T08:00", 18400, 18540, 18300, 18410, 500), Bar("2026-03-03T16:25", 18410, 18430, 18405, 18420, 500),
            Bar("2026-03-04T01:00", 18320, 18330, 18310, 18320, 100), Bar("2026-03-04T01:05", 18320, 18325, 18285, 18300, 120),
            Bar("2026-03-04T01:10", 18300, 18310, 18296, 18305, 80), Bar("2026-03-04T01:15", 18305, 18320, 18305, 18315, 100),
            Bar("2026-03-04T07:20", 18320, 18350, 18318, 18345.5, 180),
        ]), "import", Cancel);
        return service;
    }

    private static Bar Bar(string time, double open, double high, double low, double close, double volume) => new(DateTimeOffset.Parse(time + "Z").ToUnixTimeMilliseconds(), open, high, low, close, volume);
}
