using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Analysis;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Agents;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Journal;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Core.Tasks;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Agents;

public sealed class TradeMonitorTests(Servers servers)
{
    private const string Check = "trade_monitor.check_open_trades";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_trade_is_told_of_near_its_stop_and_at_it_by_the_low_of_a_bar_and_once_each(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var symbol = await SymbolAsync(service);
        await service.Services.GetRequiredService<TradeStore>().AddAsync(TestService.Ann, new TradeEdit
        {
            Symbol = "XAU/USD", Side = "long", EntryPrice = 100, PositionSize = 1, StopLoss = 90, TakeProfit = 120, EntryTime = Time("12:00"), Timeframe = "5m",
        }, Cancel);

        await BarAsync("12:00", 100, 101, 95, 100);
        Assert.Equal(0, (await RunAsync("12:05")).Count("alerts"));
        await BarAsync("12:05", 100, 101, 91.5, 100);
        Assert.Equal(1, (await RunAsync("12:10")).Count("alerts"));
        Assert.Equal(0, (await RunAsync("12:11")).Count("alerts"));
        await BarAsync("12:10", 100, 101, 89, 100);
        Assert.Equal(1, (await RunAsync("12:15")).Count("alerts"));
        await BarAsync("12:15", 100, 121, 99, 100);
        Assert.Equal(1, (await RunAsync("12:20")).Count("alerts"));

        var alerts = await service.Database.ReadAsync(TestService.Ann, db => db.Alerts.OrderBy(a => a.CreatedAt).ToListAsync(Cancel), Cancel);
        Assert.Equal(["XAU/USD long trade: near its stop", "XAU/USD long trade: stop reached", "XAU/USD long trade: target reached"], alerts.Select(a => a.Title));
        Assert.Equal(AlertSeverity.Critical, alerts[1].Severity);
        Assert.All(alerts, a => Assert.NotNull(a.Chart));

        Task BarAsync(string time, double open, double high, double low, double close) => AddAsync(service, symbol, time, open, high, low, close);

        Task<TaskRun> RunAsync(string time)
        {
            service.Clock.SetUtcNow(new DateTimeOffset(Time(time)));
            return service.CallAsync(Check);
        }
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_setup_is_followed_from_its_entry_to_its_target(DatabaseKind kind)
    {
        await using var service = await TestService.CreateAsync(servers, kind);
        var symbol = await SymbolAsync(service);
        var setup = await SetupAsync(service, symbol);

        await AddAsync(service, symbol, "12:00", 101, 102, 100.5, 101);
        await RunAsync(service, "12:05", 0);
        await AddAsync(service, symbol, "12:05", 101, 101, 99, 100);
        await RunAsync(service, "12:10", 1);
        Assert.Equal((SetupStatus.EntryHit, 100.0), await StateAsync(service, setup));
        await AddAsync(service, symbol, "12:10", 100, 109, 100, 108);
        await RunAsync(service, "12:15", 1);
        await AddAsync(service, symbol, "12:15", 108, 111, 107, 110);
        await RunAsync(service, "12:20", 1);
        await RunAsync(service, "12:21", 0);

        var done = await service.Database.ReadAsync(TestService.Ann, db => db.Setups.SingleAsync(Cancel), Cancel);
        Assert.Equal((SetupStatus.TargetHit, "win", 110.0, 10.0, 2.0), (done.Status, done.Outcome, done.ExitPrice, done.PnlPercent, done.RMultiple));
        var titles = await service.Database.ReadAsync(TestService.Ann, db => db.Alerts.OrderBy(a => a.CreatedAt).Select(a => a.Title).ToListAsync(Cancel), Cancel);
        Assert.Equal(["XAU/USD test long: entry reached, the trade is now active", "XAU/USD test long: near its target", "XAU/USD test long: closed with 10.00 % profit"], titles);
    }

    [Fact]
    public async Task A_run_that_was_killed_between_alert_and_row_repeats_neither()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        var symbol = await SymbolAsync(service);
        var setup = await SetupAsync(service, symbol);
        await AddAsync(service, symbol, "12:00", 101, 101, 99, 100);
        await RunAsync(service, "12:05", 1);
        await service.Database.WriteAsync(Caller.Service, db => db.Setups.ExecuteUpdateAsync(u => u.SetProperty(s => s.Status, SetupStatus.Pending).SetProperty(s => s.CheckedTo, (DateTime?)null).SetProperty(s => s.EntryHitAt, (DateTime?)null), Cancel), Cancel);

        await RunAsync(service, "12:06", 0);

        Assert.Equal((SetupStatus.EntryHit, 100.0), await StateAsync(service, setup));
    }

    [Fact]
    public async Task A_setup_that_is_not_entered_in_time_expires_although_no_bar_comes()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        await SetupAsync(service, await SymbolAsync(service));
        service.Clock.SetUtcNow(new DateTimeOffset(Time("12:00")).AddDays(2));
        Assert.Equal(1, (await service.CallAsync(Check)).Count("alerts"));
        var done = await service.Database.ReadAsync(TestService.Ann, db => db.Setups.SingleAsync(Cancel), Cancel);
        Assert.Equal((SetupStatus.Expired, "missed"), (done.Status, done.Outcome));
    }

    [Fact]
    public async Task Without_open_trades_and_setups_no_run_is_needed()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite);
        var monitor = service.Services.GetServices<IScheduledTask>().Single(t => t.Definition.Name == Check);
        Assert.False(await monitor.IsNeededAsync(Cancel));
        await SetupAsync(service, await SymbolAsync(service));
        Assert.True(await monitor.IsNeededAsync(Cancel));
    }

    [Theory]
    [InlineData(Side.Long, 99, 90.5, "near stop")]
    [InlineData(Side.Long, 99, 90, "stop")]
    [InlineData(Side.Long, 119.9, 95, "near target")]
    [InlineData(Side.Long, 120, 95, "target")]
    [InlineData(Side.Long, 120, 90, "stop")]
    [InlineData(Side.Short, 109, 99, "near stop")]
    [InlineData(Side.Short, 110, 99, "stop")]
    [InlineData(Side.Short, 101, 80.1, "near target")]
    [InlineData(Side.Short, 101, 80, "target")]
    public void Highs_and_lows_decide_and_the_stop_comes_first(Side side, double high, double low, string expected)
    {
        var (stop, target) = side == Side.Long ? (90.0, 120.0) : (110.0, 80.0);
        var watch = PriceWatch.Of(side, 100, stop, target, BarSeries.From([new Bar(0, 100, Math.Max(high, 100), low, 100, 1)]));
        Assert.Equal(expected, watch switch
        {
            { StopHit: not null } => "stop",
            { TargetHit: not null } => "target",
            { NearStop: not null } => "near stop",
            { NearTarget: not null } => "near target",
            _ => "",
        });
    }

    private static async Task<MarketSymbol> SymbolAsync(TestService service) => await service.Symbols.OwnAsync(TestService.Ann, "XAU/USD", Cancel);

    private static async Task<StoredSetup> SetupAsync(TestService service, MarketSymbol symbol)
    {
        var setup = new Analysis.Setups.Setup
        {
            Strategy = "test", Side = Side.Long, Order = Analysis.Setups.OrderType.Limit, Entry = 100, Stop = 95, Target = 110, At = new DateTimeOffset(Time("12:00")).ToUnixTimeMilliseconds(),
            ValidUntil = new DateTimeOffset(Time("18:00")).ToUnixTimeMilliseconds(), Timeframe = Timeframe.M5, Score = 0.7,
        };
        return (await service.Services.GetRequiredService<SetupStore>().AddAsync(StoredSetup.Of(new Watched(TestService.Ann, symbol), "morning", setup, default, Time("12:00")), Cancel)).Setup;
    }

    private static async Task RunAsync(TestService service, string time, int alerts)
    {
        service.Clock.SetUtcNow(new DateTimeOffset(Time(time)));
        var run = await service.CallAsync(Check);
        Assert.Equal((TaskState.Succeeded, alerts), (run.State, run.Count("alerts")));
    }

    private static async Task AddAsync(TestService service, MarketSymbol symbol, string time, double open, double high, double low, double close)
    {
        await service.Bars.WriteAsync(TestService.Ann, symbol, Timeframe.M5, BarSeries.From([new Bar(new DateTimeOffset(Time(time)).ToUnixTimeMilliseconds(), open, high, low, close, 1)]), "import", Cancel);
        service.Loader.Forget(symbol.Id);
    }

    private static async Task<(string Status, double? Fill)> StateAsync(TestService service, StoredSetup setup) =>
        await service.Database.ReadAsync(TestService.Ann, db => db.Setups.Where(s => s.Id == setup.Id).Select(s => new ValueTuple<string, double?>(s.Status, s.EntryFill)).SingleAsync(Cancel), Cancel);

    private static DateTime Time(string time) => DateTime.SpecifyKind(DateTime.Parse("2026-03-03T" + time), DateTimeKind.Utc);
}
