using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Agents;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Agents;

public sealed class UsageMonitorTests(Servers servers)
{
    private const string Check = "monitor.check_chart_usage";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Administrators_hear_once_of_each_threshold_that_the_day_reaches(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind, s => s with { DailyLimit = 100, Reserve = 0, PerSecondLimit = 1000 });
        var (used, heard) = (0, new List<(int, int)>());
        foreach (var (calls, alerts) in ((int, int)[])[(40, 0), (79, 1), (80, 1), (85, 0), (90, 1), (95, 1), (100, 1)])
        {
            for (; used < calls; used++) Assert.Null((await service.Services.GetRequiredService<IQuota>().ReserveAsync("MorningPlanner", "chart-img", mayUseReserve: true, Cancel)).Refusal);
            var run = await service.CallAsync(Check);
            Assert.Equal((calls, 100 - calls, alerts), (run.Count("used"), run.Count("remaining"), run.Count("alerts")));
            heard.Add((calls, run.Count("alerts")));
            Assert.Equal(0, (await service.CallAsync(Check)).Count("alerts"));
        }
        // At noon 79 calls make 158 of the day.
        var titles = await service.Database.ReadAsync(Caller.Service, db => db.Alerts.OrderBy(a => a.CreatedAt).ThenBy(a => a.Title).Select(a => a.Title).ToListAsync(Cancel), Cancel);
        Assert.Contains(titles, t => t.Contains("158 expected, 100 allowed", StringComparison.Ordinal));
        Assert.Contains(titles, t => t.Contains("100 of 100 used", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(100, 1, null)]
    [InlineData(100, 2, 1200)]
    [InlineData(0, 12, 0)]
    [InlineData(500, 24, 500)]
    public void The_day_goes_on_at_the_pace_it_has_had_once_two_hours_have_passed(int used, int hours, int? expected) =>
        Assert.Equal(expected, UsageMonitor.Forecast(used, TimeSpan.FromHours(hours)));
}
