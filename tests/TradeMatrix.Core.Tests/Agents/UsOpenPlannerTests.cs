using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Agents;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Tasks;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Agents;

public sealed class UsOpenPlannerTests(Servers servers)
{
    private const string Find = "us_open_planner.find_setups";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_breakout_is_found_when_its_bar_has_closed_and_told_once(DatabaseKind kind)
    {
        await using var service = await OpenAsync(kind);
        // New York is still five hours behind UTC on 2026-03-04.
        Assert.Equal(0, (await RunAsync(service, "14:46")).Count("setups_generated"));
        await AddAsync(service, "14:45", 15824, 15832, 15824, 15830.5);
        Assert.Equal(1, (await RunAsync(service, "14:51")).Count("setups_generated"));
        Assert.Equal(0, (await RunAsync(service, "14:56")).Count("setups_generated"));

        var setup = Assert.Single((await service.Services.GetRequiredService<SetupStore>().ListAsync(TestService.Ann, null, null, 10, null, Cancel)).Rows);
        Assert.Equal(("orb", "usopen", "long", 15825.5, 15810.25, 15856.0), (setup.Strategy, setup.Module, setup.Side, setup.EntryPrice, setup.StopLoss, setup.TakeProfit));
        Assert.NotNull(setup.SnapshotId);
        var alert = await service.Database.ReadAsync(TestService.Ann, db => db.Alerts.SingleAsync(Cancel), Cancel);
        Assert.Equal((AlertKind.Setup, "NDX: breakout from the opening range"), (alert.Kind, alert.Title));
    }

    [Fact]
    public async Task Markets_elsewhere_and_currencies_are_left_alone()
    {
        await using var service = await OpenAsync(DatabaseKind.Sqlite);
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        await service.GiveBarsAsync(TestService.Ann, "EUR/USD");
        Assert.Equal(1, (await RunAsync(service, "14:46")).Count("symbols_analyzed"));
    }

    private static async Task<TaskRun> RunAsync(TestService service, string time)
    {
        service.Clock.SetUtcNow(DateTimeOffset.Parse($"2026-03-04T{time}:00Z"));
        return await service.CallAsync(Find);
    }

    /// <summary>Ann's NDX with a day before it and the opening range of 2026-03-04.</summary>
    private async Task<TestService> OpenAsync(DatabaseKind kind)
    {
        var service = await TestService.CreateAsync(servers, kind);
        await AddAsync(service, "14:30", 15815, 15820, 15810.25, 15818, day: 3);
        await AddAsync(service, "20:55", 15818, 15900, 15800, 15820, day: 3);
        await AddAsync(service, "14:30", 15815, 15825.5, 15812, 15820);
        await AddAsync(service, "14:35", 15820, 15822, 15810.25, 15815);
        await AddAsync(service, "14:40", 15815, 15824, 15813, 15824);
        return service;
    }

    private static async Task AddAsync(TestService service, string time, double open, double high, double low, double close, int day = 4)
    {
        var symbol = await service.Symbols.OwnAsync(TestService.Ann, "NDX", Cancel);
        await service.Bars.WriteAsync(TestService.Ann, symbol, Timeframe.M5, BarSeries.From([new Bar(DateTimeOffset.Parse($"2026-03-0{day}T{time}:00Z").ToUnixTimeMilliseconds(), open, high, low, close, 100)]), "import", Cancel);
        service.Loader.Forget(symbol.Id);
    }
}
