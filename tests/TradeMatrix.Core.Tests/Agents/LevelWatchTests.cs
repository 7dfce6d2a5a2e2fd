using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Core.Tasks;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Agents;

public sealed class LevelWatchTests(Servers servers)
{
    private const string Check = "level_watch.check_levels";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_touch_of_yesterdays_high_by_a_bars_low_is_told_once_in_an_hour(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var dax = await DaxAsync(service);
        await service.Services.GetRequiredService<AlertSubscriptions>().SetAsync(TestService.Ann, "DAX", null, null, null, Cancel);

        await AddAsync(service, dax, "12:00", 18550, 18600, 18509.26, 18550);
        Assert.Equal(0, await RunAsync(service, "12:05"));
        await AddAsync(service, dax, "12:05", 18550, 18600, 18509.25, 18550);
        Assert.Equal(1, await RunAsync(service, "12:10"));
        Assert.Equal(0, await RunAsync(service, "12:11"));
        await AddAsync(service, dax, "12:10", 18550, 18600, 18400, 18550);
        Assert.Equal(0, await RunAsync(service, "12:15"));
        await AddAsync(service, dax, "13:05", 18550, 18600, 18500, 18550);
        Assert.Equal(1, await RunAsync(service, "13:10"));
        await AddAsync(service, dax, "13:10", 18550, 18600, 18300, 18550);
        Assert.Equal(1, await RunAsync(service, "13:15"));

        var alerts = await service.Database.ReadAsync(TestService.Ann, db => db.Alerts.OrderBy(a => a.CreatedAt).ToListAsync(Cancel), Cancel);
        Assert.Equal([("yesterday_high", 18500m), ("yesterday_high", 18500m), ("yesterday_low", 18300m)], alerts.Select(a => (a.LevelType!, a.TargetPrice!.Value)));
        Assert.Equal((AlertKind.Liquidity, "touch", "DAX"), (alerts[0].Kind, alerts[0].Direction, alerts[0].Symbol));
        Assert.Equal((18509.25m, 18550m), ((decimal)JsonNode.Parse(alerts[0].Context)!["low"]!, (decimal)JsonNode.Parse(alerts[0].Context)!["current_price"]!));
        Assert.All(alerts, a => Assert.Contains("Horizontal Line", a.Chart, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task All_who_subscribed_are_told_of_their_levels_alone_by_the_catalogues_bars(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var dax = await service.Symbols.GetAsync(Caller.Service, "DAX", Cancel);
        await DayAsync(service, Caller.Service, dax);
        var subscriptions = service.Services.GetRequiredService<AlertSubscriptions>();
        await subscriptions.SetAsync(TestService.Ann, "DAX", null, null, null, Cancel);
        await subscriptions.SetAsync(TestService.Bob, "DAX", false, false, true, Cancel);
        // A copy without bars of its own has the catalogue's.
        await service.Symbols.OwnAsync(TestService.Bob, "DAX", Cancel);

        await AddAsync(service, dax, "12:00", 18500, 18501, 18499, 18500, Caller.Service);
        Assert.Equal(1, await RunAsync(service, "12:05"));
        await AddAsync(service, dax, "12:05", 18400, 18401, 18399, 18400, Caller.Service);
        Assert.Equal(1, await RunAsync(service, "12:10"));
        Assert.Equal("yesterday_high", await LevelAsync(TestService.Ann));
        Assert.Equal("pivot_point", await LevelAsync(TestService.Bob));

        async Task<string?> LevelAsync(Caller caller) => (await service.Database.ReadAsync(caller, db => db.Alerts.SingleAsync(Cancel), Cancel)).LevelType;
    }

    [Fact]
    public async Task A_run_that_was_killed_before_it_noted_how_far_it_looked_tells_nothing_twice()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        var dax = await DaxAsync(service);
        await service.Services.GetRequiredService<AlertSubscriptions>().SetAsync(TestService.Ann, "DAX", null, null, null, Cancel);
        await AddAsync(service, dax, "12:00", 18500, 18501, 18499, 18500);
        Assert.Equal(1, await RunAsync(service, "12:05"));
        await service.Database.WriteAsync(Caller.Service, db => db.AlertSubscriptions.ExecuteUpdateAsync(u => u.SetProperty(s => s.CheckedTo, (DateTime?)null), Cancel), Cancel);
        Assert.Equal(0, await RunAsync(service, "12:06"));
    }

    [Fact]
    public async Task What_came_while_nobody_looked_is_told_unless_it_is_old()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        var dax = await DaxAsync(service);
        await service.Services.GetRequiredService<AlertSubscriptions>().SetAsync(TestService.Ann, "DAX", null, null, null, Cancel);
        await AddAsync(service, dax, "12:00", 18400, 18401, 18399, 18400);
        Assert.Equal(0, await RunAsync(service, "12:05"));
        // Touched at 12:05 and 14:00; the run comes at 14:15.
        await AddAsync(service, dax, "12:05", 18300, 18301, 18299, 18300);
        await AddAsync(service, dax, "14:00", 18500, 18501, 18499, 18500);
        await AddAsync(service, dax, "14:05", 18400, 18401, 18399, 18400);
        Assert.Equal(1, await RunAsync(service, "14:15"));
        Assert.Equal("yesterday_high", (await service.Database.ReadAsync(TestService.Ann, db => db.Alerts.SingleAsync(Cancel), Cancel)).LevelType);
    }

    [Fact]
    public async Task Without_subscriptions_no_run_is_needed()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        var watch = service.Services.GetServices<IScheduledTask>().Single(t => t.Definition.Name == Check);
        Assert.False(await watch.IsNeededAsync(Cancel));
        await service.Services.GetRequiredService<AlertSubscriptions>().SetAsync(TestService.Ann, "DAX", null, null, null, Cancel);
        Assert.True(await watch.IsNeededAsync(Cancel));
    }

    /// <summary>Ann's own, whose day before went from 18300 to 18500.</summary>
    private static async Task<MarketSymbol> DaxAsync(TestService service)
    {
        var dax = await service.Symbols.OwnAsync(TestService.Ann, "DAX", Cancel);
        await DayAsync(service, TestService.Ann, dax);
        return dax;
    }

    private static Task<Core.Bars.BarWrite> DayAsync(TestService service, Caller caller, MarketSymbol dax) =>
        service.Bars.WriteAsync(caller, dax, Timeframe.D1, BarSeries.From([new Bar(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), 18350, 18500, 18300, 18400, 1)]), "import", Cancel);

    private static async Task AddAsync(TestService service, MarketSymbol symbol, string time, double open, double high, double low, double close, Caller? caller = null)
    {
        await service.Bars.WriteAsync(caller ?? TestService.Ann, symbol, Timeframe.M5, BarSeries.From([new Bar(new DateTimeOffset(Time(time)).ToUnixTimeMilliseconds(), open, high, low, close, 1)]), "import", Cancel);
        service.Loader.Forget(symbol.Id);
    }

    private static async Task<int> RunAsync(TestService service, string time)
    {
        service.Clock.SetUtcNow(new DateTimeOffset(Time(time)));
        var run = await service.CallAsync(Check);
        Assert.Equal(TaskState.Succeeded, run.State);
        return run.Count("alerts");
    }

    private static DateTime Time(string time) => DateTime.SpecifyKind(DateTime.Parse("2026-03-03T" + time), DateTimeKind.Utc);
}
