using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Feeds;

/// <summary>What is refreshed without anybody asking, and what is taken in from the folder.</summary>
public sealed class FeedRefreshTests(Servers servers)
{
    private readonly FakeFeed _feed = new("first", 100, Timeframe.H1, Timeframe.D1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_session_is_followed_to_its_end_and_then_left_alone_until_the_next(DatabaseKind kind)
    {
        await using var service = await FakeFeed.ServeAsync(servers, kind, _feed);
        // New York closes at 21:00 UTC in winter.
        At("2026-03-03T20:50");
        await BeginAsync(service, "NDX");

        Assert.Equal(1, await RefreshAsync("2026-03-03T21:10"));
        Assert.Equal(1, await RefreshAsync("2026-03-03T21:35"));
        Assert.Equal(0, await RefreshAsync("2026-03-03T22:00"));
        Assert.Equal(0, await RefreshAsync("2026-03-04T14:25"));
        Assert.Equal(1, await RefreshAsync("2026-03-04T14:35"));

        void At(string time) => service.Clock.SetUtcNow(DateTimeOffset.Parse(time + "Z"));

        Task<int> RefreshAsync(string time)
        {
            At(time);
            return service.Refresh.RefreshAsync(Cancel);
        }
    }

    [Fact]
    public async Task A_session_between_two_checks_in_the_night_is_not_missed()
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _feed);
        service.Clock.Advance(TimeSpan.FromHours(11));
        await BeginAsync(service, "NDX");

        service.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, await service.Refresh.RefreshAsync(Cancel));
    }

    [Fact]
    public async Task One_series_that_cannot_be_refreshed_does_not_hold_up_the_others()
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _feed);
        foreach (var symbol in new[] { "BTC/USD", "ETH/USD" }) await BeginAsync(service, symbol);
        service.Clock.Advance(TimeSpan.FromHours(1));
        var asked = 0;
        _feed.Fail = _ => asked++ == 0 ? throw new InvalidOperationException("a slip") : null;

        Assert.Equal(1, await service.Refresh.RefreshAsync(Cancel));
    }

    [Fact]
    public async Task A_file_that_the_database_did_not_take_is_taken_at_the_next_look()
    {
        using var folder = new FolderUnderTest();
        await using var service = await FolderServiceAsync(folder);
        folder.Put("CAPITALCOM_XY, 60.csv", "time,open,high,low,close\n2026-01-13T10:00:00Z,2,3.25,1,2.125\n", TimeSpan.FromHours(1));
        await ExecuteAsync("CREATE TRIGGER away BEFORE INSERT ON market_symbols BEGIN SELECT raise(ABORT, 'away'); END");

        using var intake = Intake(service);
        await intake.StartAsync(Cancel);
        await folder.Log.NextAsync("CAPITALCOM_XY, 60.csv could not be taken in; it is tried again", Cancel);
        await ExecuteAsync("DROP TRIGGER away");
        await folder.Time.PassAsync(TimeSpan.FromMinutes(1), Cancel);
        await folder.Log.NextAsync("CAPITALCOM_XY, 60.csv: 1 bars of CAPITALCOM:XY 1h are new", Cancel);
        await intake.StopAsync(Cancel);

        // A new symbol has the file's decimals, and waits to be enabled.
        var symbol = await service.Symbols.GetAsync(Caller.Service, "CAPITALCOM:XY", Cancel);
        Assert.Equal((0.001m, false), (symbol.TickSize, symbol.Active));
        Assert.Equal(FeedNames.Folder, Assert.Single(await service.Bars.SeriesAsync(Caller.Service, symbol.Id, Cancel)).Source);

        Task ExecuteAsync(string sql) => service.Database.WriteAsync(Caller.Service, db => db.Database.ExecuteSqlRawAsync(sql, Cancel), Cancel);
    }

    [Fact]
    public async Task A_file_is_stored_under_the_symbol_that_its_name_stands_for()
    {
        using var folder = new FolderUnderTest();
        await using var service = await FolderServiceAsync(folder);
        folder.Put("ger40_1h.csv", "time,open,high,low,close\n2026-01-13T10:00:00Z,2,3,1,2\n", TimeSpan.FromHours(1));
        folder.Put("no symbol_1h.csv", "time,open,high,low,close\n2026-01-13T10:00:00Z,2,3,1,2\n", TimeSpan.FromHours(2));

        using var intake = Intake(service);
        await intake.StartAsync(Cancel);
        await folder.Log.NextAsync("no symbol_1h.csv could not be taken in", Cancel);
        await folder.Log.NextAsync("1 bars of DAX 1h are new", Cancel);
        await intake.StopAsync(Cancel);
    }

    private Task<TestService> FolderServiceAsync(FolderUnderTest folder) => TestService.CreateAsync(
        servers, DatabaseKind.Sqlite, s => s with { Feeds = [FeedNames.Folder], FeedFolder = folder.Path }, services => services.AddSingleton<TimeProvider>(folder.Time).AddLogging(l => l.AddProvider(folder.Log)));

    private static FolderIntake Intake(TestService service) => ActivatorUtilities.CreateInstance<FolderIntake>(service.Services);

    private static async Task BeginAsync(TestService service, string symbol) =>
        await service.Feeds.RefreshAsync(await service.Symbols.GetAsync(Caller.Service, symbol, Cancel), Timeframe.H1, null, null, Cancel);
}
