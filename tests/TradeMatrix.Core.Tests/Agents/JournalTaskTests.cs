using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Journal;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Agents;

public sealed class JournalTaskTests(Servers servers)
{
    private const string Process = "journal_bot.process_closed_trades";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Entries_come_with_each_run_and_reports_in_the_evening_or_when_evenings_were_missed(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        await service.Services.GetRequiredService<TradeStore>().AddAsync(TestService.Ann, new TradeEdit
        {
            Symbol = "DAX", Side = "long", EntryPrice = 100, ExitPrice = 110, PositionSize = 1, StopLoss = 95, EntryTime = Time("2026-03-03T09:00"), ExitTime = Time("2026-03-03T11:00"),
        }, Cancel);

        // 20:00 in Berlin.
        Assert.Equal((1, 0), await RunAsync("2026-03-03T19:00"));
        Assert.Equal((0, 1), await RunAsync("2026-03-03T20:00"));
        Assert.Equal((0, 0), await RunAsync("2026-03-03T22:00"));
        // Friday's evening passed without a run; Monday morning makes up for the week.
        Assert.Equal((0, 1), await RunAsync("2026-03-09T07:00"));
        Assert.Equal((0, 0), await RunAsync("2026-03-09T11:00"));
        Assert.Equal(["daily 2026-03-03", "weekly 2026-W10"], (await service.Database.ReadAsync(TestService.Ann, db => db.Reports.Select(r => r.ReportType + " " + r.Period).ToListAsync(Cancel), Cancel)).Order());

        async Task<(int, int)> RunAsync(string time)
        {
            service.Clock.SetUtcNow(new DateTimeOffset(Time(time)));
            var run = await service.CallAsync(Process);
            return (run.Count("entries"), run.Count("reports"));
        }
    }

    private static DateTime Time(string time) => DateTime.SpecifyKind(DateTime.Parse(time), DateTimeKind.Utc);
}
