using System.Text.Json.Nodes;
using TradeMatrix.Core.Journal;
using TradeMatrix.Core.Reports;
using TradeMatrix.Core.Tests.Journal;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Reports;

/// <summary>Reports are stored once, for their owner alone, and the journal's are due on their days.</summary>
public sealed class ReportStoreTests(Servers servers)
{
    private static readonly DateOnly Day = new(2026, 2, 24);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_second_report_of_a_period_is_not_made(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var (first, isNew) = await SaveAsync(service, "First");
        Assert.True(isNew);
        var (second, again) = await SaveAsync(service, "Second");
        Assert.Equal((first.Id, false, "First"), (second.Id, again, second.Title));
        var (of, _) = await service.Reports.SaveAsync(TestService.Bob, "daily", "2026-02-24", Day, Document("Bob's"), ["json"], null, Cancel);
        await Assert.ThrowsAsync<ServiceException>(() => service.Reports.OpenAsync(TestService.Ann, of, "json", Cancel));
        Assert.Equal(["First"], (await service.Reports.ListAsync(TestService.Ann, null, 10, null, Cancel)).Rows.Select(r => r.Title));
        Assert.Equal(["pdf", "docx"], ReportStore.FilesOf(first).Select(f => f.Format));
        Assert.StartsWith("%PDF", System.Text.Encoding.Latin1.GetString(await service.Reports.OpenAsync(TestService.Ann, first, "pdf", Cancel)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Parallel_saves_keep_one(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => SaveAsync(service, $"{i}")));
        Assert.Single(results, r => r.IsNew);
        Assert.Single(results.Select(r => r.Report.Id).Distinct());
    }

    [Fact]
    public async Task Files_go_with_their_report_and_what_a_crash_left_goes_later()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        var (report, _) = await SaveAsync(service, "First");
        var left = Core.Snapshots.Blobs.BlobKey.For("left"u8, "json");
        await service.ReportBlobs.PutAsync(left, "left"u8.ToArray(), "application/json", Cancel);
        Assert.Equal(0, await service.Reports.CleanupAsync(Cancel));
        // The folder tells the real time at which a file was written.
        service.Clock.SetUtcNow(TimeProvider.System.GetUtcNow().AddHours(2) > service.Clock.GetUtcNow() ? TimeProvider.System.GetUtcNow().AddHours(2) : service.Clock.GetUtcNow());
        Assert.Equal(1, await service.Reports.CleanupAsync(Cancel));
        Assert.NotEmpty(await service.Reports.OpenAsync(TestService.Ann, report, "pdf", Cancel));
        await service.Reports.DeleteAsync(TestService.Ann, report.Id, Cancel);
        foreach (var (_, key) in ReportStore.FilesOf(report)) Assert.False(await service.ReportBlobs.ExistsAsync(key, Cancel));
        // The clean-up of pictures knows nothing of reports, and leaves them.
        await SaveAsync(service, "Again");
        await service.Snapshots.CleanupAsync(force: true, Cancel);
        var again = Assert.Single((await service.Reports.ListAsync(TestService.Ann, null, 10, null, Cancel)).Rows);
        Assert.NotEmpty(await service.Reports.OpenAsync(TestService.Ann, again, "docx", Cancel));
    }

    [Theory]
    [InlineData("2026-02-24", "daily 2026-02-24")]
    [InlineData("2026-02-27", "daily 2026-02-27, weekly 2026-W09, monthly 2026-02")]
    [InlineData("2026-02-28", "daily 2026-02-28")]
    [InlineData("2026-03-31", "daily 2026-03-31, monthly 2026-03")]
    [InlineData("2026-04-02", "daily 2026-04-02, weekly 2026-W14")] // Good Friday follows
    public void Weeks_and_months_are_due_on_their_last_trading_day(string day, string due) =>
        Assert.Equal(due, string.Join(", ", ReportPeriod.DueOn(DateOnly.Parse(day)).Select(p => $"{p.Type} {p.Key}")));

    [Fact]
    public void A_day_begins_and_ends_in_Berlin_also_when_the_clocks_change()
    {
        var winter = ReportPeriod.Daily(new DateOnly(2026, 2, 24));
        Assert.Equal((new DateTime(2026, 2, 23, 23, 0, 0), new DateTime(2026, 2, 24, 23, 0, 0)), (winter.From, winter.To));
        Assert.Equal(TimeSpan.FromHours(23), ReportPeriod.Daily(new DateOnly(2026, 3, 29)) is var spring ? spring.To - spring.From : default);
        Assert.Equal(TimeSpan.FromHours(25), ReportPeriod.Daily(new DateOnly(2026, 10, 25)) is var autumn ? autumn.To - autumn.From : default);
        // The weekend before belongs to the week.
        Assert.Equal(new DateOnly(2026, 2, 21), ReportPeriod.Weekly(new DateOnly(2026, 2, 27)).First);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_daily_report_holds_what_closed_that_day_and_what_is_open_for_its_user_alone(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        await service.GiveMarketAsync(TestService.Ann, "DAX");
        await service.TradeAsync(TestService.Ann, new TradeEdit { Setup = "asia_sweep" });
        // 23:30 in Berlin on the day before, and 00:30 on the day after.
        await service.TradeAsync(TestService.Ann, new TradeEdit { ExitPrice = 19_999, EntryTime = new DateTime(2026, 2, 23, 9, 0, 0, DateTimeKind.Utc), ExitTime = new DateTime(2026, 2, 23, 22, 30, 0, DateTimeKind.Utc) });
        await service.TradeAsync(TestService.Ann, new TradeEdit { ExitPrice = 19_888, ExitTime = new DateTime(2026, 2, 24, 23, 30, 0, DateTimeKind.Utc) });
        await service.TradeAsync(TestService.Bob, new TradeEdit { Symbol = "GOLD", ExitPrice = 19_777 });
        await service.JournalBot.ProcessClosedTradesAsync(Cancel);
        Assert.Equal((2, 0), await service.JournalBot.WriteReportsAsync(Day, Cancel) is var run ? (run.Written.Count, run.Failures.Count) : default);
        Assert.Empty((await service.JournalBot.WriteReportsAsync(Day, Cancel)).Written);
        var report = Assert.Single((await service.Reports.ListAsync(TestService.Ann, "daily", 10, null, Cancel)).Rows);
        var text = await ReportWriterTests.TextOfAsync(await service.Reports.OpenAsync(TestService.Ann, report, "pdf", Cancel));
        foreach (var part in (string[])["Daily Trading Report - 2026-02-24", "+100.00 EUR", "2.00 R", "100.0 %", "14:05", "asia_sweep", "Yesterday Market Performance", "2026-02-23", "since 2026-02-24", "Open", "1 of 1 trade won and 0 lost; together +100.00 EUR.", "DAX 15m - Entry: 19,500, P&L: +100.00 EUR", "Generated by TradeMatrix JournalBot"])
            Assert.Contains(part, text, StringComparison.Ordinal);
        foreach (var foreign in (string[])["19,999", "19,888", "19,777", "GOLD"]) Assert.DoesNotContain(foreign, text, StringComparison.Ordinal);
        Assert.Equal((1, 100.0), ((int)JsonNode.Parse(report.Metrics)!["EUR"]!["trades"]!, (double)JsonNode.Parse(report.Metrics)!["EUR"]!["pnl"]!));
        Assert.Equal(["docx", "html", "json", "pdf"], ReportStore.FilesOf(report).Select(f => f.Format).Order());
    }

    [Fact]
    public async Task Money_of_two_currencies_is_not_added_up_and_without_trades_there_is_no_report()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        Assert.Empty((await service.JournalBot.WriteReportsAsync(new DateOnly(2026, 2, 27), Cancel)).Written);
        await service.Trades.AddAsync(TestService.Ann, new TradeEdit { Symbol = "AAPL", Side = "long", EntryPrice = 200, ExitPrice = 205, PositionSize = 10, EntryTime = new DateTime(2026, 2, 24, 15, 0, 0, DateTimeKind.Utc), ExitTime = new DateTime(2026, 2, 24, 16, 0, 0, DateTimeKind.Utc), Currency = "USD" }, Cancel);
        await service.TradeAsync(TestService.Ann);
        Assert.Equal(3, (await service.JournalBot.WriteReportsAsync(new DateOnly(2026, 2, 27), Cancel)).Written.Count + 1);
        var weekly = Assert.Single((await service.Reports.ListAsync(TestService.Ann, "weekly", 10, null, Cancel)).Rows);
        Assert.Equal((100.0, 50.0), ((double)JsonNode.Parse(weekly.Metrics)!["EUR"]!["pnl"]!, (double)JsonNode.Parse(weekly.Metrics)!["USD"]!["pnl"]!));
        var text = await ReportWriterTests.TextOfAsync(await service.Reports.OpenAsync(TestService.Ann, weekly, "pdf", Cancel));
        Assert.Contains("By Weekday (USD)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("150.00", text, StringComparison.Ordinal);
    }

    private static ReportDocument Document(string title) => ReportWriterTests.Sample(rows: 2) with { Title = title };

    private static Task<(Report Report, bool IsNew)> SaveAsync(TestService service, string title) =>
        service.Reports.SaveAsync(TestService.Ann, "daily", "2026-02-24", Day, Document(title), ["pdf", "docx"], new JsonObject { ["metrics"] = new JsonObject { ["trades"] = 1 } }, Cancel);
}
