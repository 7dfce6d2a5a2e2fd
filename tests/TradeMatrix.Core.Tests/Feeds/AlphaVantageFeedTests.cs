using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Testing.Vendors;
using static TradeMatrix.Core.Tests.Feeds.FeedsUnderTest;

namespace TradeMatrix.Core.Tests.Feeds;

public sealed class AlphaVantageFeedTests : IAsyncDisposable
{
    private readonly FeedsUnderTest _feeds = new();

    public ValueTask DisposeAsync() => _feeds.DisposeAsync();

    [Theory]
    [InlineData("IBM", "TIME_SERIES_INTRADAY", true)]
    [InlineData("EUR/USD", "FX_INTRADAY", false)]
    [InlineData("BTC/USD", "CRYPTO_INTRADAY", true)]
    public async Task Each_kind_of_symbol_has_its_function_and_its_zone(string symbol, string function, bool hasVolume)
    {
        await _feeds.InitializeAsync();

        var answer = await _feeds.FetchAsync(FeedNames.AlphaVantage, symbol, Timeframe.H1, "2026-01-02", "2026-01-14");

        Assert.Equal(Market(Timeframe.H1, "2026-01-02", "2026-01-14", hasVolume), ListOf(answer.Bars));
        Assert.Equal((function, "60min", "full"), (Query("function"), Query("interval"), Query("outputsize")));
    }

    [Theory]
    [InlineData("IBM", "TIME_SERIES_DAILY", true)]
    [InlineData("EUR/USD", "FX_DAILY", false)]
    [InlineData("BTC/USD", "DIGITAL_CURRENCY_DAILY", true)]
    public async Task Days_of_the_last_months_need_a_short_answer_only(string symbol, string function, bool hasVolume)
    {
        await _feeds.InitializeAsync();

        var answer = await _feeds.FetchAsync(FeedNames.AlphaVantage, symbol, Timeframe.D1, "2025-12-01", "2026-02-01");

        Assert.Equal(Market(Timeframe.D1, "2025-12-01", "2026-01-15", hasVolume), ListOf(answer.Bars));
        Assert.Equal((function, "compact"), (Query("function"), Query("outputsize")));
    }

    [Fact]
    public async Task Intraday_bars_of_a_span_that_the_vendor_no_longer_has_are_not_asked_for()
    {
        await _feeds.InitializeAsync();

        var answer = await _feeds.FetchAsync(FeedNames.AlphaVantage, "IBM", Timeframe.M5, "2025-01-01", "2025-02-01");

        Assert.Equal(0, answer.Bars.Count);
        Assert.Empty(_feeds.Server.Calls);
    }

    [Fact]
    public async Task Prices_of_crypto_in_two_currencies_are_those_of_the_market()
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(200, """
            {"Meta Data":{"7. Time Zone":"UTC"},"Time Series (Digital Currency Daily)":{
            "2026-01-13":{"1a. open (EUR)":"2","1b. open (USD)":"20","2a. high (EUR)":"3","2b. high (USD)":"30","3a. low (EUR)":"1","3b. low (USD)":"10","4a. close (EUR)":"2","4b. close (USD)":"20","5. volume":"7"},
            "x":{},"2026-01-12":null}}
            """));

        var answer = await _feeds.FetchAsync(FeedNames.AlphaVantage, "BTC/EUR", Timeframe.D1, "2026-01-01", "2026-01-14");

        Assert.Equal([new Bar(At("2026-01-13"), 2, 3, 1, 2, 7)], ListOf(answer.Bars));
    }

    [Theory]
    [InlineData("Note", "Our standard API call frequency is 5 calls per minute and 500 calls per day.", 60)]
    [InlineData("Information", "We have detected your API key as alpha-secret and our standard API rate limit is 25 requests per day.", 30168)]
    [InlineData("Information", "Please consider spreading out your free API requests more sparingly (1 request per second) ... 25 requests per day", 1)]
    public async Task A_note_of_too_many_calls_tells_how_long_to_wait(string key, string text, int seconds)
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(200, $"{{\"{key}\":\"{text}\"}}"));

        var failure = await FailAsync();

        Assert.Equal((FeedFailure.RateLimited, TimeSpan.FromSeconds(seconds)), (failure.Kind, failure.RetryAfter));
        Assert.DoesNotContain("alpha-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"Information\":\"Thank you for using Alpha Vantage! This is a premium endpoint.\"}", FeedFailure.NotInPlan)]
    [InlineData("{\"Information\":\"The **demo** API key is for demo purposes only.\"}", FeedFailure.NotConfigured)]
    [InlineData("{\"Error Message\":\"Invalid API call. Please retry or visit the documentation.\"}", FeedFailure.UnknownSymbol)]
    [InlineData("{}", FeedFailure.BadAnswer)]
    [InlineData("[]", FeedFailure.BadAnswer)]
    [InlineData("{\"Meta Data\":{\"6. Time Zone\":\"Mars/Olympus\"},\"Time Series (Daily)\":{}}", FeedFailure.BadAnswer)]
    [InlineData("", FeedFailure.BadAnswer)]
    public async Task Errors_are_told_apart(string body, FeedFailure kind)
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(200, body));

        Assert.Equal(kind, (await FailAsync()).Kind);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Without_its_key_it_is_not_configured(string? key)
    {
        await _feeds.InitializeAsync();
        await using var services = _feeds.Services(new FeedSettings { AlphaVantageKey = key });

        var failure = await Assert.ThrowsAsync<FeedException>(() => Feed(services, FeedNames.AlphaVantage)
            .FetchAsync(new FeedRequest("IBM", Timeframe.D1, At("2025-12-01"), At("2026-01-01")), TestContext.Current.CancellationToken));

        Assert.Equal(FeedFailure.NotConfigured, failure.Kind);
        Assert.Equal(key is null ? 0 : 1, _feeds.Server.Calls.Count);
    }

    [Fact]
    public async Task The_key_is_in_no_line_of_the_log_and_in_no_message()
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(503, "alpha-secret", ("Retry-After", "60")), VendorFault.Answer(200, "not json alpha-secret"));

        var first = await FailAsync();
        var second = await FailAsync();
        await _feeds.FetchAsync(FeedNames.AlphaVantage, "IBM", Timeframe.D1, "2025-12-01", "2026-01-01");

        Assert.All(_feeds.Server.Calls, c => Assert.Equal("alpha-secret", c.Query["apikey"]));
        Assert.DoesNotContain("alpha-secret", $"{first}{second}", StringComparison.Ordinal);
        Assert.DoesNotContain(_feeds.Log.Lines, l => l.Contains("alpha-secret", StringComparison.Ordinal));
        Assert.NotEmpty(_feeds.Log.Lines);
    }

    [Fact]
    public async Task The_sixth_call_of_a_minute_is_not_sent()
    {
        await _feeds.InitializeAsync();
        for (var call = 0; call < 5; call++) await _feeds.FetchAsync(FeedNames.AlphaVantage, "IBM", Timeframe.D1, "2025-12-01", "2026-01-01");

        var failure = await FailAsync();

        Assert.Equal(FeedFailure.RateLimited, failure.Kind);
        Assert.True(failure.RetryAfter > TimeSpan.Zero);
        Assert.Equal(5, _feeds.Server.Calls.Count);
    }

    private string Query(string key) => _feeds.Server.Calls.Single().Query[key];

    private Task<FeedException> FailAsync() => _feeds.FailAsync(FeedNames.AlphaVantage, "IBM", Timeframe.D1, "2025-12-01", "2026-01-01");
}
