using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Testing;
using static TradeMatrix.Core.Tests.Feeds.FeedsUnderTest;

namespace TradeMatrix.Core.Tests.Feeds;

/// <summary>How far back series reach, and that they have no holes.</summary>
public sealed class HistoryTests(Servers servers)
{
    private const long Hour = 3_600_000;

    private static readonly ChartSpec Hours = new() { Symbol = "BTC/USD", Interval = Timeframe.H1, Session = SessionFilter.Extended, Bars = 300 };

    private readonly FakeFeed _feed = new("first", 100, Timeframe.H1, Timeframe.D1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task What_came_since_the_last_bar_is_fetched_without_a_hole_however_little_a_call_gives(DatabaseKind kind)
    {
        await using var service = await FakeFeed.ServeAsync(servers, kind, _feed);
        await LoadAsync(service, Hours);
        _feed.Reach = 48;
        service.Clock.Advance(TimeSpan.FromDays(9));

        var loaded = await LoadAsync(service, Hours);

        Assert.Empty(loaded.Notices);
        Assert.Equal(Now(service), loaded.Bars.Time[^1]);
        AssertWhole(loaded.Bars);
    }

    [Fact]
    public async Task Where_the_catching_up_ends_before_its_time_it_goes_on_from_there()
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _feed);
        await LoadAsync(service, Hours);
        _feed.Reach = 48;
        service.Clock.Advance(TimeSpan.FromDays(30));
        var calls = 0;
        _feed.Fail = r => ++calls == 4 ? new FeedException("first", r.Symbol, FeedFailure.RateLimited, "too many") : null;

        Assert.Equal("feed first: too many", (await LoadAsync(service, Hours)).Notices[0]);
        AssertWhole((await LoadAsync(service, Hours)).Bars);
        service.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.StartsWith("feed first: bars since 2026-03-15", (await LoadAsync(service, Hours)).Notices[0], StringComparison.Ordinal);
        AssertWhole((await LoadAsync(service, Hours)).Bars);
        for (var i = 0; i < 2; i++)
        {
            service.Clock.Advance(TimeSpan.FromMinutes(30));
            await LoadAsync(service, Hours);
        }

        var loaded = await LoadAsync(service, Hours);
        Assert.Equal(Now(service) / Hour * Hour, loaded.Bars.Time[^1]);
        AssertWhole(loaded.Bars);
    }

    [Fact]
    public async Task What_the_vendor_no_longer_has_does_not_hold_up_the_rest()
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _feed);
        await LoadAsync(service, Hours);
        _feed.Reach = 480;
        service.Clock.Advance(TimeSpan.FromDays(40));
        _feed.Beginning = Now(service) - (480 * Hour);

        Assert.Equal(Now(service), (await LoadAsync(service, Hours)).Bars.Time[^1]);
    }

    [Fact]
    public async Task A_chart_that_reaches_further_back_gets_the_older_bars_once()
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _feed);
        await LoadAsync(service, Hours);
        Assert.Single(_feed.Requests);

        var loaded = await LoadAsync(service, Hours with { Bars = 5000 });

        Assert.True(loaded.Bars.Count > 5000);
        AssertWhole(loaded.Bars);
        Assert.Equal(2, _feed.Requests.Count);
        await LoadAsync(service, Hours with { Bars = 5100 });
        Assert.Equal(2, _feed.Requests.Count);
    }

    [Fact]
    public async Task A_range_before_the_first_bar_is_fetched_page_by_page()
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _feed);
        await LoadAsync(service, Hours);
        _feed.Reach = 1000;

        var loaded = await LoadAsync(service, Hours with { Bars = null, Range = new ChartRange(null, At("2025-11-01"), At("2025-11-02")) });

        Assert.True(loaded.Bars.Time[0] < At("2025-11-01"));
        Assert.True(_feed.Requests.Count > 2);
        AssertWhole(await AllAsync(service));
    }

    [Fact]
    public async Task A_moment_of_the_past_is_reached_and_nothing_newer_is_asked_for()
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _feed);
        await LoadAsync(service, Hours);
        service.Clock.Advance(TimeSpan.FromDays(1));

        var loaded = await LoadAsync(service, Hours with { AsOf = At("2025-06-01") });

        Assert.Equal(At("2025-06-01"), loaded.Bars.Time[^1]);
        Assert.True(loaded.Bars.Count > 300);
        Assert.All(_feed.Requests.Skip(1), r => Assert.True(r.To < At("2026-01-01")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(FeedFailure.UnknownSymbol)]
    [InlineData(FeedFailure.NotInPlan)]
    [InlineData(FeedFailure.BadAnswer)]
    public async Task Where_the_vendor_has_no_more_it_is_not_asked_for_more_and_goes_on_at_the_other_end(FeedFailure? kind)
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _feed);
        await LoadAsync(service, Hours);
        var head = await HeadAsync(service);
        _feed.Beginning = head.First;
        if (kind is { } failure) _feed.Fail = r => r.To <= head.First ? new FeedException("first", r.Symbol, failure, "too old") : null;

        await LoadAsync(service, Hours with { Bars = 5000 });
        await LoadAsync(service, Hours with { Bars = 20_000 });
        Assert.Equal(2, _feed.Requests.Count);

        service.Clock.Advance(TimeSpan.FromHours(1));
        await LoadAsync(service, Hours with { Bars = 5000 });
        Assert.Equal(3, _feed.Requests.Count);
        Assert.Equal(Now(service), (await HeadAsync(service)).Last);
    }

    [Fact]
    public async Task While_the_feed_rests_older_bars_wait_and_what_came_before_it_failed_is_kept()
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _feed);
        await LoadAsync(service, Hours);
        var (head, failing) = (await HeadAsync(service), 2);
        _feed.Reach = 1000;
        _feed.Fail = r => r.To <= head.First && _feed.Requests.Count == failing ? new FeedException("first", r.Symbol, FeedFailure.RateLimited, "too many") : null;

        Assert.Equal("feed first: too many", (await LoadAsync(service, Hours with { Bars = 5000 })).Notices[0]);
        Assert.Equal(head.First, (await HeadAsync(service)).First);

        service.Clock.Advance(TimeSpan.FromSeconds(30));
        failing = 4;
        await LoadAsync(service, Hours with { Bars = 5000 });
        Assert.Equal(head.First - (1000 * Hour), (await HeadAsync(service)).First);
        AssertWhole(await AllAsync(service));

        service.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty((await LoadAsync(service, Hours with { Bars = 5000 })).Notices);
        Assert.Equal(4, _feed.Requests.Count);
    }

    [Fact]
    public async Task A_day_is_not_made_of_hours_when_the_feed_has_days()
    {
        await using var service = await FakeFeed.ServeAsync(servers, DatabaseKind.Sqlite, _feed);
        await LoadAsync(service, Hours);

        var loaded = await LoadAsync(service, Hours with { Interval = Timeframe.D1 });

        Assert.True(loaded.Bars.Count > 300);
        Assert.Equal([Timeframe.H1, Timeframe.D1], _feed.Requests.Select(r => r.Timeframe));
    }

    private static void AssertWhole(BarSeries bars)
    {
        for (var i = 1; i < bars.Count; i++) Assert.Equal(Hour, bars.Time[i] - bars.Time[i - 1]);
    }

    private static long Now(TestService service) => service.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static async Task<LoadedBars> LoadAsync(TestService service, ChartSpec spec) =>
        (await service.Loader.LoadAsync(TestService.Ann, await SymbolAsync(service), spec, Cancel))!;

    private static Task<MarketSymbol> SymbolAsync(TestService service) => service.Symbols.GetAsync(TestService.Ann, "BTC/USD", Cancel);

    private static async Task<SeriesHead> HeadAsync(TestService service) =>
        Assert.Single(await service.Bars.SeriesAsync(Caller.Service, (await SymbolAsync(service)).Id, Cancel));

    private static async Task<BarSeries> AllAsync(TestService service) => await service.Bars.LastAsync(Caller.Service, await HeadAsync(service), int.MaxValue, long.MaxValue, Cancel);
}
