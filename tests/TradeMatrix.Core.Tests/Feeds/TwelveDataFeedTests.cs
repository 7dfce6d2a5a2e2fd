using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Testing.Vendors;
using static TradeMatrix.Core.Tests.Feeds.FeedsUnderTest;

namespace TradeMatrix.Core.Tests.Feeds;

public sealed class TwelveDataFeedTests : IAsyncDisposable
{
    private readonly FeedsUnderTest _feeds = new();

    public ValueTask DisposeAsync() => _feeds.DisposeAsync();

    [Fact]
    public async Task Pages_that_come_newest_first_are_put_in_order()
    {
        await _feeds.InitializeAsync();

        var answer = await _feeds.FetchAsync(FeedNames.TwelveData, "AAPL", Timeframe.M1, "2026-01-02", "2026-01-10");

        Assert.Equal(Market(Timeframe.M1, "2026-01-02", "2026-01-10"), ListOf(answer.Bars));
        Assert.Equal(3, _feeds.Server.Calls.Count);
        Assert.Equal(At("2026-01-02"), answer.From);
    }

    [Fact]
    public async Task A_span_beyond_the_bound_of_pages_is_cut_at_its_beginning()
    {
        await _feeds.InitializeAsync();

        var answer = await _feeds.FetchAsync(FeedNames.TwelveData, "AAPL", Timeframe.M1, "2025-01-01", "2026-01-01");

        Assert.Equal((4, 20_000), (_feeds.Server.Calls.Count, answer.Bars.Count));
        Assert.Equal((answer.Bars.Time[0], At("2026-01-01") - 60_000), (answer.From, answer.Bars.Time[^1]));
    }

    [Fact]
    public async Task Currencies_have_no_volume_and_today_is_the_last_day()
    {
        await _feeds.InitializeAsync();

        var answer = await _feeds.FetchAsync(FeedNames.TwelveData, "EUR/USD", Timeframe.D1, "2026-01-01", "2026-02-01");

        Assert.Equal(Market(Timeframe.D1, "2026-01-01", "2026-01-15", hasVolume: false), ListOf(answer.Bars));
    }

    [Fact]
    public async Task The_key_goes_in_a_header_and_not_in_the_address()
    {
        await _feeds.InitializeAsync();

        await _feeds.FetchAsync(FeedNames.TwelveData, "EUR/USD", Timeframe.D1, "2026-01-01", "2026-02-01");

        Assert.Equal("apikey " + VendorKeys.TwelveData, _feeds.Server.Calls[0].Authorization);
        Assert.DoesNotContain(VendorKeys.TwelveData, _feeds.Server.Calls[0].Address, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(429)]
    public async Task Calls_beyond_the_minute_wait_for_the_next_one(int status)
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(status, $"{{\"code\":429,\"message\":\"You have run out of API credits for the current minute. 9 API credits were used, with the current limit being 8. Key {VendorKeys.TwelveData}\",\"status\":\"error\"}}"));

        var failure = await FailAsync("EUR/USD");

        Assert.Equal((FeedFailure.RateLimited, TimeSpan.FromSeconds(48)), (failure.Kind, failure.RetryAfter));
        Assert.DoesNotContain(VendorKeys.TwelveData, failure.ToString(), StringComparison.Ordinal);
        await FailAsync("EUR/USD");
        Assert.Single(_feeds.Server.Calls);
    }

    [Theory]
    [InlineData(429, "You have run out of API credits for the day. 801 API credits were used", FeedFailure.RateLimited)]
    [InlineData(401, "**apikey** parameter is incorrect or not specified.", FeedFailure.NotConfigured)]
    [InlineData(403, "This endpoint is not available for you", FeedFailure.NotInPlan)]
    [InlineData(404, "This symbol is available starting with the Grow plan", FeedFailure.NotInPlan)]
    [InlineData(404, "Data not found", FeedFailure.UnknownSymbol)]
    [InlineData(400, "**symbol** not found: XXX. Please specify it correctly", FeedFailure.UnknownSymbol)]
    [InlineData(400, "Invalid **interval** provided", FeedFailure.BadAnswer)]
    [InlineData(500, "Internal error", FeedFailure.Unavailable)]
    public async Task Errors_are_told_apart_by_their_code(int code, string message, FeedFailure kind)
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(200, $"{{\"code\":{code},\"message\":\"{message}\",\"status\":\"error\"}}"));

        var failure = await FailAsync("EUR/USD");

        Assert.Equal(kind, failure.Kind);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        if (kind == FeedFailure.RateLimited) Assert.Equal(new TimeSpan(8, 22, 48), failure.RetryAfter);
    }

    [Fact]
    public async Task A_symbol_is_unknown_when_the_vendor_says_so()
    {
        await _feeds.InitializeAsync();

        Assert.Equal(FeedFailure.UnknownSymbol, (await FailAsync("NOSUCH")).Kind);
    }

    [Fact]
    public async Task A_span_without_trading_is_empty()
    {
        await _feeds.InitializeAsync();

        Assert.Equal(0, (await _feeds.FetchAsync(FeedNames.TwelveData, "AAPL", Timeframe.H1, "2019-01-01", "2019-02-01")).Bars.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Without_its_key_it_is_not_configured(string? key)
    {
        await _feeds.InitializeAsync();
        await using var services = _feeds.Services(new FeedSettings { TwelveDataKey = key });

        var failure = await Assert.ThrowsAsync<FeedException>(() => Feed(services, FeedNames.TwelveData)
            .FetchAsync(new FeedRequest("AAPL", Timeframe.D1, At("2025-01-01"), At("2025-02-01")), TestContext.Current.CancellationToken));

        Assert.Equal(FeedFailure.NotConfigured, failure.Kind);
        Assert.Equal(key is null ? 0 : 1, _feeds.Server.Calls.Count);
    }

    [Fact]
    public async Task Parallel_fetches_never_exceed_eight_calls_a_minute()
    {
        await _feeds.InitializeAsync();
        using var barrier = new Barrier(20);

        var fetches = Enumerable.Range(0, 20).Select(_ => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait(TestContext.Current.CancellationToken);
                return _feeds.FetchAsync(FeedNames.TwelveData, "AAPL", Timeframe.D1, "2025-01-01", "2025-02-01");
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()).ToList();
        await Task.WhenAll(fetches).ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);

        Assert.Equal(8, _feeds.Server.Calls.Count);
        var failures = fetches.Where(f => f.IsFaulted).Select(f => Assert.IsType<FeedException>(f.Exception!.InnerException)).ToList();
        Assert.Equal(12, failures.Count);
        Assert.All(failures, f => Assert.Equal(FeedFailure.RateLimited, f.Kind));
        Assert.All(failures, f => Assert.True(f.RetryAfter > TimeSpan.Zero));
    }

    private Task<FeedException> FailAsync(string symbol) => _feeds.FailAsync(FeedNames.TwelveData, symbol, Timeframe.H1, "2025-01-01", "2025-01-02");
}
