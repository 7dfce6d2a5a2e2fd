using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Testing;
using TradeMatrix.Testing.Vendors;

namespace TradeMatrix.Core.Tests.Feeds;

/// <summary>Symbols that nobody added.</summary>
public sealed class SymbolDiscoveryTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Databases => [DatabaseKind.Sqlite, DatabaseKind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_pair_of_Binance_is_found_and_added_to_the_catalogue_with_its_bars(DatabaseKind kind)
    {
        await using var vendors = await StartAsync();
        await using var service = await ServeAsync(kind, vendors, "yahoo", "binance");

        var found = (await service.Discovery.DiscoverAsync("binance:adausdt", Timeframe.H4, Cancel))!;

        Assert.Equal(
            ("BINANCE:ADAUSDT", "BINANCE", "BINANCE:ADAUSDT", "crypto", "Etc/UTC", 0.01m, null, true),
            (found.Symbol, found.Exchange, found.TvSymbol, found.Type, found.Timezone, found.TickSize, found.UserId, found.Active));
        Assert.Equal(["BINANCE:ADAUSDT"], (await service.Symbols.AliasesAsync(Caller.Service, found, Cancel))[SymbolNamespace.TradingView]);
        var head = Assert.Single(await service.Bars.SeriesAsync(TestService.Ann, found.Id, Cancel));
        Assert.Equal(("binance", Timeframe.H4), (head.Source, head.Timeframe));
        // Yahoo came first, and did not know it.
        Assert.Contains("ADA-USD", vendors.Calls[0].Address, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_share_is_found_at_Yahoo_and_then_kept_up_to_date_by_its_name_there(DatabaseKind kind)
    {
        await using var vendors = await StartAsync();
        await using var service = await ServeAsync(kind, vendors, "binance", "yahoo");

        var found = (await service.Discovery.DiscoverAsync("XETR:SAP", Timeframe.D1, Cancel))!;

        Assert.Equal(("XETR:SAP", "XETR", "stock", "Europe/Berlin", 0.01m), (found.Symbol, found.Exchange, found.Type, found.Timezone, found.TickSize));
        Assert.Equal(found.Id, (await service.Symbols.GetAsync(TestService.Bob, "sap.de", Cancel)).Id);
        service.Clock.Advance(TimeSpan.FromDays(1));
        var head = Assert.Single(await service.Bars.SeriesAsync(Caller.Service, found.Id, Cancel));
        Assert.Equal([], await service.Feeds.RefreshAsync(found, Timeframe.D1, head, null, Cancel));
        Assert.All(vendors.Calls, c => Assert.StartsWith("/yahoo/v8/finance/chart/SAP.DE?", c.Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bare_ticker_is_its_own_name()
    {
        await using var vendors = await StartAsync();
        await using var service = await ServeAsync(DatabaseKind.Sqlite, vendors, "yahoo");

        var found = (await service.Discovery.DiscoverAsync(" aapl ", Timeframe.W1, Cancel))!;

        Assert.Equal(("AAPL", null, null, "other"), (found.Symbol, found.Exchange, found.TvSymbol, found.Type));
        Assert.Equal(Timeframe.D1, Assert.Single(await service.Bars.SeriesAsync(Caller.Service, found.Id, Cancel)).Timeframe);
    }

    [Fact]
    public async Task An_unknown_name_is_sent_once_and_adds_nothing()
    {
        await using var vendors = await StartAsync();
        await using var service = await ServeAsync(DatabaseKind.Sqlite, vendors, "yahoo");
        var symbols = await service.Symbols.ListAsync(Caller.Service, Cancel);

        Assert.Null(await service.Discovery.DiscoverAsync("NASDAQ:NOSUCH", Timeframe.D1, Cancel));
        Assert.Null(await service.Discovery.DiscoverAsync("nasdaq:nosuch", Timeframe.H1, Cancel));

        Assert.Single(vendors.Calls);
        Assert.Equal(symbols.Count, (await service.Symbols.ListAsync(Caller.Service, Cancel)).Count);
    }

    [Fact]
    public async Task After_ten_minutes_an_unknown_name_is_looked_up_again()
    {
        var feed = new FakeFeed("yahoo", 100, Timeframe.D1) { Beginning = long.MaxValue / 2 };
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, feed);
        Assert.Null(await service.Discovery.DiscoverAsync("NASDAQ:LATER", Timeframe.D1, Cancel));
        feed.Beginning = 0;
        // What has no bars rests longer than the name.
        service.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.NotNull(await service.Discovery.DiscoverAsync("NASDAQ:LATER", Timeframe.D1, Cancel));
    }

    [Fact]
    public async Task A_feed_that_fails_does_not_make_a_name_unknown()
    {
        var feed = new FakeFeed("yahoo", 100, Timeframe.D1);
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, feed);
        feed.FailAlways(FeedFailure.Unavailable);
        Assert.Null(await service.Discovery.DiscoverAsync("NASDAQ:AAPL", Timeframe.D1, Cancel));
        Assert.Null(await service.Discovery.DiscoverAsync("NASDAQ:AAPL", Timeframe.D1, Cancel));
        Assert.Single(feed.Requests);
        feed.Fail = _ => null;
        service.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.NotNull(await service.Discovery.DiscoverAsync("NASDAQ:AAPL", Timeframe.D1, Cancel));
    }

    [Theory]
    [InlineData("A B")]
    [InlineData("NASDAQ:AA\nPL")]
    [InlineData("../../etc")]
    [InlineData("NASDAQ:?x=y")]
    [InlineData("A_TICKER_THAT_IS_LONGER_THAN_FORTY_CHARACTERS")]
    [InlineData("")]
    public async Task What_is_no_symbol_is_not_sent(string name)
    {
        var feed = new FakeFeed("yahoo", 100, Timeframe.D1);
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, feed);

        Assert.Null(await service.Discovery.DiscoverAsync(name, Timeframe.D1, Cancel));

        Assert.Empty(feed.Requests);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Many_who_ask_at_once_share_one_look_up_and_one_row(DatabaseKind kind)
    {
        var feed = new FakeFeed("yahoo", 100, Timeframe.D1);
        await using var service = await FakeFeed.ServeAsync(servers, kind, feed);
        var gate = new TaskCompletionSource();
        feed.Gate = gate.Task;

        var asked = Enumerable.Range(0, 20).Select(i => service.Discovery.DiscoverAsync(i % 2 == 0 ? "NASDAQ:AAPL" : "nasdaq:aapl", Timeframe.D1, Cancel)).ToList();
        gate.SetResult();
        var found = await Task.WhenAll(asked);

        Assert.Single(feed.Requests);
        Assert.Single(found.Select(f => f!.Id).Distinct());
        Assert.Equal(1, await RowsAsync(service, "NASDAQ:AAPL"));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Two_processes_that_ask_at_once_make_one_row(DatabaseKind kind)
    {
        FakeFeed here = new("yahoo", 100, Timeframe.D1), there = new("yahoo", 100, Timeframe.D1);
        await using var service = await FakeFeed.ServeAsync(servers, kind, here);
        await using var other = new ServiceCollection().AddLogging().AddChartService(service.Settings).AddSingleton<TimeProvider>(service.Clock).AddSingleton<IFeed>(there).BuildServiceProvider();
        var gate = new TaskCompletionSource();
        here.Gate = there.Gate = gate.Task;

        var first = service.Discovery.DiscoverAsync("NASDAQ:AAPL", Timeframe.D1, Cancel);
        var second = other.GetRequiredService<SymbolDiscovery>().DiscoverAsync("NASDAQ:AAPL", Timeframe.D1, Cancel);
        await Task.WhenAll(here.Asked, there.Asked).WaitAsync(Cancel);
        gate.SetResult();

        Assert.Equal((await first)!.Id, (await second)!.Id);
        Assert.Equal(1, await RowsAsync(service, "NASDAQ:AAPL"));
        Assert.Single(await service.Bars.SeriesAsync(Caller.Service, (await first)!.Id, Cancel));
    }

    private static Task<int> RowsAsync(TestService service, string symbol) =>
        service.Database.ReadAsync(Caller.Service, db => db.Symbols.CountAsync(s => s.Symbol == symbol, Cancel), Cancel);

    private static Task<VendorServer> StartAsync() => VendorServer.StartAsync(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 3, 3, 12, 0, 0, TimeSpan.Zero)), Cancel);

    private Task<TestService> ServeAsync(DatabaseKind kind, VendorServer vendors, params string[] feeds) =>
        TestService.CreateAsync(servers, kind, s => s with { Feeds = feeds, FeedUrls = vendors.BaseUrls });
}
