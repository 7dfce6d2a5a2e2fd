using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Testing.Vendors;
using static TradeMatrix.Core.Tests.Feeds.FeedsUnderTest;

namespace TradeMatrix.Core.Tests.Feeds;

public sealed class BinanceFeedTests : IAsyncDisposable
{
    private readonly FeedsUnderTest _feeds = new();

    public ValueTask DisposeAsync() => _feeds.DisposeAsync();

    [Fact]
    public async Task Pages_of_a_thousand_are_put_together()
    {
        await _feeds.InitializeAsync();

        var answer = await _feeds.FetchAsync(FeedNames.Binance, "BINANCE:BTCUSDT", Timeframe.M1, "2026-01-01", "2026-01-02T17:40");

        Assert.Equal(Market(Timeframe.M1, "2026-01-01", "2026-01-02T17:40"), ListOf(answer.Bars));
        Assert.Equal(3, _feeds.Server.Calls.Count);
    }

    [Fact]
    public async Task A_span_of_whole_pages_needs_no_empty_one()
    {
        await _feeds.InitializeAsync();

        var answer = await _feeds.FetchAsync(FeedNames.Binance, "btcusdt", Timeframe.M1, "2026-01-01", "2026-01-02T09:20");

        Assert.Equal(2000, answer.Bars.Count);
        Assert.Equal(2, _feeds.Server.Calls.Count(c => c.Query["symbol"] == "BTCUSDT"));
    }

    [Fact]
    public async Task A_span_beyond_the_bound_of_pages_is_cut_at_its_beginning()
    {
        await _feeds.InitializeAsync();

        var answer = await _feeds.FetchAsync(FeedNames.Binance, "BTCUSDT", Timeframe.M1, "2025-01-01", "2026-01-01");

        Assert.Equal(20, _feeds.Server.Calls.Count);
        Assert.Equal(20_000, answer.Bars.Count);
        Assert.Equal(At("2026-01-01") - (20_000 * 60_000L), answer.From);
        Assert.Equal(At("2026-01-01") - 60_000, answer.Bars.Time[^1]);
    }

    [Theory]
    [InlineData("1D", "1d")]
    [InlineData("1W", "1w")]
    [InlineData("1M", "1M")]
    [InlineData("4h", "4h")]
    public async Task The_present_bar_is_among_them_in_every_timeframe(string timeframe, string interval)
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(200, $"[[{At("2026-01-01")},\"1\",\"2\",\"0.5\",\"1\",\"10\"],[{At("2026-01-14T12:00")},\"1\",\"2\",\"0.5\",\"1\",\"10\"]]"));

        var answer = await _feeds.FetchAsync(FeedNames.Binance, "BTCUSDT", Timeframe.Parse(timeframe), "2026-01-01", "2026-03-01");

        Assert.Equal(2, answer.Bars.Count);
        Assert.Equal(interval, _feeds.Server.Calls[0].Query["interval"]);
    }

    [Theory]
    [InlineData("BINANCE:NOSUCH", 1)]
    [InlineData("TVC:DAX", 0)]
    [InlineData("BINANCE:BTCUSDT.P", 0)]
    [InlineData("BTC/USDT", 0)]
    [InlineData("BINANCE:", 0)]
    public async Task A_symbol_that_is_no_pair_of_its_is_unknown(string symbol, int calls)
    {
        await _feeds.InitializeAsync();

        var failure = await _feeds.FailAsync(FeedNames.Binance, symbol, Timeframe.H1, "2026-01-01", "2026-01-02");

        Assert.Equal(FeedFailure.UnknownSymbol, failure.Kind);
        Assert.Equal(calls, _feeds.Server.Calls.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(418)]
    public async Task After_a_refusal_nothing_is_sent_until_the_vendor_allows_it(int status)
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(status, "{\"code\":-1003,\"msg\":\"Too much request weight used\"}", ("Retry-After", "90")));

        var first = await FailAsync();
        _feeds.Time.Advance(TimeSpan.FromSeconds(89));
        var second = await FailAsync();

        Assert.Equal((FeedFailure.RateLimited, TimeSpan.FromSeconds(90)), (first.Kind, first.RetryAfter));
        Assert.Equal((FeedFailure.RateLimited, TimeSpan.FromSeconds(1)), (second.Kind, second.RetryAfter));
        Assert.Single(_feeds.Server.Calls);

        _feeds.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(24, (await _feeds.FetchAsync(FeedNames.Binance, "BTCUSDT", Timeframe.H1, "2026-01-01", "2026-01-02")).Bars.Count);
    }

    [Fact]
    public async Task The_next_minute_is_waited_for_before_the_weight_is_used_up()
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(200, "[]", ("X-MBX-USED-WEIGHT-1M", "5000")));

        await _feeds.FetchAsync(FeedNames.Binance, "BTCUSDT", Timeframe.H1, "2026-01-01", "2026-01-02");
        var failure = await FailAsync();

        Assert.Equal((FeedFailure.RateLimited, TimeSpan.FromSeconds(48)), (failure.Kind, failure.RetryAfter));
        Assert.Single(_feeds.Server.Calls);
    }

    [Theory]
    [InlineData(451, "{\"code\":0,\"msg\":\"Service unavailable from a restricted location\"}", FeedFailure.Unavailable)]
    [InlineData(403, "<html>Request blocked</html>", FeedFailure.Unavailable)]
    [InlineData(400, "{\"code\":-1102,\"msg\":\"Mandatory parameter was not sent\"}", FeedFailure.BadAnswer)]
    [InlineData(400, "{\"code\":-1100,\"msg\":\"Illegal characters found\"}", FeedFailure.UnknownSymbol)]
    [InlineData(200, "[[", FeedFailure.BadAnswer)]
    [InlineData(200, "7", FeedFailure.BadAnswer)]
    public async Task Errors_are_told_apart(int status, string body, FeedFailure kind)
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(status, body));

        Assert.Equal(kind, (await FailAsync()).Kind);
    }

    [Fact]
    public async Task Rows_that_are_none_are_dropped_and_a_page_that_does_not_get_on_is_the_last()
    {
        await _feeds.InitializeAsync();
        var row = $"[{At("2026-01-01")},\"1\",\"2\",\"0.5\",\"1\",\"10\"]";
        _feeds.Server.Fail(
            VendorFault.Answer(200, $"[{string.Join(',', Enumerable.Repeat(row, 999))},7]"),
            VendorFault.Answer(200, $"[{string.Join(',', Enumerable.Repeat(row, 1000))}]"));

        var answer = await _feeds.FetchAsync(FeedNames.Binance, "BTCUSDT", Timeframe.M1, "2026-01-01", "2026-01-02");

        Assert.Equal(1, answer.Bars.Count);
        Assert.Equal(2, _feeds.Server.Calls.Count);
    }

    private Task<FeedException> FailAsync() => _feeds.FailAsync(FeedNames.Binance, "BTCUSDT", Timeframe.H1, "2026-01-01", "2026-01-02");
}
