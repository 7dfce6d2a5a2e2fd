using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Feeds;

/// <summary>Which feed writes which series, by which name, and what happens when it fails.</summary>
public sealed class SeriesFromFeedsTests(Servers servers)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1), Day = TimeSpan.FromDays(1);

    private readonly FakeFeed _first = new("first", 100, Timeframe.H1, Timeframe.D1), _second = new("second", 200, Timeframe.H1, Timeframe.H4, Timeframe.D1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_users_own_names_of_a_catalogue_symbol_do_not_reach_the_bars_that_all_share(DatabaseKind kind)
    {
        await using var service = await FakeFeed.ServeAsync(servers, kind, _first);
        var copy = await service.Symbols.UpdateAsync(TestService.Ann, "BTC/USD", new SymbolEdit
        {
            ApiSymbol = "ETH-USD", TvSymbol = "BINANCE:ETHUSDT", Aliases = new Dictionary<string, IReadOnlyList<string>> { ["yahoo"] = ["ETH-USD"] },
        }, Cancel);

        await RefreshAsync(service, copy, Timeframe.H1);

        Assert.Equal("BTC-USD", Assert.Single(_first.Requests).Symbol);
        Assert.NotEmpty(await service.Bars.SeriesAsync(TestService.Bob, copy.CatalogueId!.Value, Cancel));
    }

    [Theory]
    [InlineData("import")]
    [InlineData(FeedNames.Folder)]
    public async Task Bars_of_files_are_left_alone(string source)
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _first);
        var symbol = await SymbolAsync(service);
        await service.Bars.WriteAsync(Caller.Service, symbol, Timeframe.D1, TestService.Days(10), source, Cancel);
        service.Clock.Advance(Day);

        Assert.Null(await RefreshAsync(service, symbol, Timeframe.D1, new BarDemand(1000, null, null, 100_000)));
        Assert.Equal(0, await service.Refresh.RefreshAsync(Cancel));
        Assert.Empty(_first.Requests);
    }

    [Fact]
    public async Task A_new_series_is_begun_by_the_first_feed_that_has_bars()
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _first, _second);
        _first.FailAlways(FeedFailure.Unavailable);

        Assert.Equal(["feed first: not today"], await RefreshAsync(service, await SymbolAsync(service), Timeframe.H1));

        Assert.Equal("second", (await HeadAsync(service, Timeframe.H1))!.Source);
    }

    [Theory]
    [InlineData(FeedFailure.Unavailable)]
    [InlineData(FeedFailure.RateLimited)]
    [InlineData(FeedFailure.UnknownSymbol)]
    [InlineData(FeedFailure.BadAnswer)]
    public async Task When_the_feed_of_a_series_fails_no_other_writes_into_it(FeedFailure kind)
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _first, _second);
        var symbol = await SymbolAsync(service);
        await RefreshAsync(service, symbol, Timeframe.H1);
        _first.FailAlways(kind);
        service.Clock.Advance(2 * Hour);

        Assert.Equal(["feed first: not today"], await RefreshAsync(service, symbol, Timeframe.H1));

        Assert.Empty(_second.Requests);
        Assert.All((await BarsAsync(service, Timeframe.H1)).Close.ToArray(), c => Assert.Equal(_first.Price, c));
    }

    [Fact]
    public async Task A_series_whose_feed_is_not_enabled_any_more_stays_as_it_is()
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _second);
        var symbol = await SymbolAsync(service);
        await service.Bars.WriteAsync(Caller.Service, symbol, Timeframe.D1, TestService.Days(10), "first", Cancel);
        service.Clock.Advance(Day);

        Assert.Equal(["feed first, which the bars come from, is not enabled"], await RefreshAsync(service, symbol, Timeframe.D1));
        Assert.Empty(_second.Requests);
    }

    [Fact]
    public async Task A_longer_series_does_not_continue_a_shorter_one_of_another_feed()
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _first, _second);
        var symbol = await SymbolAsync(service);
        _first.FailAlways(FeedFailure.Unavailable);
        await RefreshAsync(service, symbol, Timeframe.H1);
        _first.Fail = _ => null;
        service.Clock.Advance(Hour);

        // The first feed would make four hours of the hours that are the second's.
        await RefreshAsync(service, symbol, Timeframe.H4);

        Assert.Single(_first.Requests);
        Assert.Equal([("second", Timeframe.H1), ("second", Timeframe.H4)], (await service.Bars.SeriesAsync(Caller.Service, symbol.Id, Cancel)).Select(h => (h.Source, h.Timeframe)));
    }

    [Fact]
    public async Task A_bad_answer_rests_one_series_and_not_the_feed()
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _first);
        _first.Fail = r => r.Symbol == "BTC-USD" ? new FeedException("first", r.Symbol, FeedFailure.BadAnswer, "rubbish") : null;

        Assert.Equal(["feed first: rubbish"], await RefreshAsync(service, await SymbolAsync(service), Timeframe.H1));
        Assert.Equal(["feed first: rests until 12:00:30 UTC: rubbish"], await RefreshAsync(service, await SymbolAsync(service), Timeframe.H1));
        Assert.Equal([], await RefreshAsync(service, await SymbolAsync(service, "DAX"), Timeframe.H1));

        Assert.Equal(["BTC-USD", "^GDAXI"], _first.Requests.Select(r => r.Symbol));
    }

    [Theory]
    [InlineData(FeedFailure.RateLimited)]
    [InlineData(FeedFailure.Unavailable)]
    [InlineData(FeedFailure.NotConfigured)]
    public async Task What_concerns_all_calls_rests_the_feed_for_a_day_at_most_and_names_no_symbol(FeedFailure kind)
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _first);
        _first.FailAlways(kind, retryAfter: TimeSpan.FromDays(30));
        await RefreshAsync(service, await SymbolAsync(service), Timeframe.H1);

        Assert.Equal(["feed first: rests until 12:00:00 UTC: not today"], await RefreshAsync(service, await SymbolAsync(service, "DAX"), Timeframe.H1));
        Assert.Single(_first.Requests);

        service.Clock.Advance(Day);
        await RefreshAsync(service, await SymbolAsync(service, "DAX"), Timeframe.H1);
        Assert.Equal(2, _first.Requests.Count);
    }

    [Theory]
    [InlineData(FeedFailure.UnknownSymbol)]
    [InlineData(FeedFailure.NotInPlan)]
    public async Task A_symbol_that_a_feed_does_not_have_is_not_asked_for_again_for_a_day(FeedFailure kind)
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _first);
        var symbol = await SymbolAsync(service);
        _first.FailAlways(kind);
        for (var hour = 0; hour < 24; hour++)
        {
            await RefreshAsync(service, symbol, Timeframe.H1);
            service.Clock.Advance(Hour - TimeSpan.FromSeconds(1));
        }
        Assert.Single(_first.Requests);

        service.Clock.Advance(Hour);
        await RefreshAsync(service, symbol, Timeframe.H1);
        Assert.Equal(2, _first.Requests.Count);
    }

    [Fact]
    public async Task A_symbol_without_bars_is_asked_for_again_when_it_would_be_due()
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _first);
        var symbol = await SymbolAsync(service);
        _first.Beginning = service.Clock.GetUtcNow().AddYears(1).ToUnixTimeMilliseconds();
        Assert.Equal([], await RefreshAsync(service, symbol, Timeframe.H1));
        service.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal([], await RefreshAsync(service, symbol, Timeframe.H1));
        Assert.Single(_first.Requests);

        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await RefreshAsync(service, symbol, Timeframe.H1);
        Assert.Equal(2, _first.Requests.Count);
    }

    [Fact]
    public async Task A_catalogue_symbol_is_not_sent_to_a_vendor_in_anothers_form()
    {
        var stooq = new FakeFeed("stooq", 300, Timeframe.D1) { SymbolNamespace = SymbolNamespace.Stooq };
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, stooq);

        // Of this one the catalogue has no name at Stooq.
        await RefreshAsync(service, await SymbolAsync(service, "IXIC"), Timeframe.D1);
        Assert.Empty(stooq.Requests);

        await RefreshAsync(service, await SymbolAsync(service, "DAX"), Timeframe.D1);
        Assert.Equal("^dax", stooq.Requests[^1].Symbol);
    }

    [Theory]
    [InlineData("sap.de", null, null, "sap.de")]
    [InlineData("SAP", "sap.de", null, "sap.de")]
    [InlineData("SAP", "SAP.DE", "sap.de", "sap.de")]
    public async Task A_users_symbol_is_sent_by_the_best_name_that_the_user_gave(string symbol, string? apiSymbol, string? alias, string sent)
    {
        var stooq = new FakeFeed("stooq", 300, Timeframe.D1) { SymbolNamespace = SymbolNamespace.Stooq };
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, stooq);
        var edit = new SymbolEdit { ApiSymbol = apiSymbol, Aliases = alias is null ? null : new Dictionary<string, IReadOnlyList<string>> { ["stooq"] = [alias] } };

        await RefreshAsync(service, await service.Symbols.AddAsync(TestService.Ann, symbol, edit, Cancel), Timeframe.D1);

        Assert.Equal(sent, Assert.Single(stooq.Requests).Symbol);
    }

    [Fact]
    public async Task A_fetch_that_nobody_waited_for_any_more_does_not_answer_later()
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _first);
        var symbol = await SymbolAsync(service);
        var gate = new TaskCompletionSource();
        _first.Gate = gate.Task;
        using var leaving = new CancellationTokenSource();
        var asked = service.Feeds.RefreshAsync(symbol, Timeframe.H1, null, null, leaving.Token);
        await _first.Asked.WaitAsync(Cancel);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        _first.FailAlways(FeedFailure.BadAnswer);
        // Whatever is left of the fetch runs in here.
        gate.SetResult();
        service.Clock.Advance(Hour);
        _first.Fail = _ => null;

        await RefreshAsync(service, symbol, Timeframe.H1);

        Assert.Equal(2, _first.Requests.Count);
        Assert.NotNull(await HeadAsync(service, Timeframe.H1));
    }

    private static Task<MarketSymbol> SymbolAsync(TestService service, string symbol = "BTC/USD") => service.Symbols.GetAsync(TestService.Ann, symbol, Cancel);

    private static async Task<IReadOnlyList<string>?> RefreshAsync(TestService service, MarketSymbol symbol, Timeframe timeframe, BarDemand? demand = null)
    {
        var heads = await service.Bars.SeriesAsync(Caller.Service, symbol.CatalogueId ?? symbol.Id, Cancel);
        return await service.Feeds.RefreshAsync(symbol, timeframe, BarLoader.Best(heads, timeframe), demand, Cancel);
    }

    private static async Task<SeriesHead?> HeadAsync(TestService service, Timeframe timeframe) =>
        (await service.Bars.SeriesAsync(Caller.Service, (await SymbolAsync(service)).Id, Cancel)).SingleOrDefault(h => h.Timeframe == timeframe);

    private static async Task<BarSeries> BarsAsync(TestService service, Timeframe timeframe) =>
        await service.Bars.LastAsync(Caller.Service, (await HeadAsync(service, timeframe))!, int.MaxValue, long.MaxValue, Cancel);
}
