using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Testing.Vendors;
using static TradeMatrix.Core.Tests.Feeds.FeedsUnderTest;

namespace TradeMatrix.Core.Tests.Feeds;

public sealed class YahooFeedTests : IAsyncDisposable
{
    private readonly FeedsUnderTest _feeds = new();

    public ValueTask DisposeAsync() => _feeds.DisposeAsync();

    [Theory]
    [InlineData("^GDAXI")]
    [InlineData("^GSPC")]
    [InlineData("EURUSD=X")]
    public async Task A_day_opens_at_midnight_UTC_of_its_date_wherever_the_market_is(string symbol)
    {
        await _feeds.InitializeAsync();

        var answer = await _feeds.FetchAsync(FeedNames.Yahoo, symbol, Timeframe.D1, "2025-03-01", "2025-11-10");

        Assert.Equal(Market(Timeframe.D1, "2025-03-01", "2025-11-10"), ListOf(answer.Bars));
    }

    [Fact]
    public async Task Minutes_of_a_month_are_fetched_a_week_at_a_time_and_no_further_back()
    {
        await _feeds.InitializeAsync();

        var answer = await _feeds.FetchAsync(FeedNames.Yahoo, "^GSPC", Timeframe.M1, "2025-01-01", "2026-01-14T15:00");

        Assert.Equal(5, _feeds.Server.Calls.Count);
        var from = Start.AddDays(-30).AddHours(1).ToUnixTimeMilliseconds();
        Assert.Equal(from, answer.From);
        Assert.Equal(At("2025-12-15T16:38"), answer.Bars.Time[0]);
        Assert.Equal(Market(Timeframe.M1, "2025-12-15T16:38", "2026-01-14T15:00"), ListOf(answer.Bars));
    }

    [Fact]
    public async Task A_span_that_the_vendor_no_longer_has_is_empty_without_a_call()
    {
        await _feeds.InitializeAsync();

        var answer = await _feeds.FetchAsync(FeedNames.Yahoo, "^GSPC", Timeframe.M5, "2025-01-01", "2025-02-01");

        Assert.Equal(0, answer.Bars.Count);
        Assert.Empty(_feeds.Server.Calls);
    }

    [Fact]
    public async Task The_last_price_in_a_row_of_its_own_is_no_bar()
    {
        await _feeds.InitializeAsync();

        var answer = await _feeds.FetchAsync(FeedNames.Yahoo, "^GSPC", Timeframe.M15, "2026-01-14", "2026-01-15");

        Assert.Equal(At("2026-01-14T15:30"), answer.Bars.Time[^1]);
    }

    [Fact]
    public async Task Nulls_and_impossible_prices_are_dropped()
    {
        await _feeds.InitializeAsync();
        var start = At("2026-01-14T10:00") / 1000;
        _feeds.Server.Fail(VendorFault.Answer(200, $$$"""
            {"chart":{"result":[{"meta":{"gmtoffset":-18000},"timestamp":[{{{start}}},{{{start + 300}}},{{{start + 600}}},{{{start + 600}}},{{{start + 900}}},{{{start + 300}}},null,1e300,-9223372036854775808],
            "indicators":{"quote":[{"open":[2,null,2,2,2,2,2,2,2],"high":[3,null,1,3,3,3,3,3,3],"low":[1,null,3,1,1,1,1,1,1],"close":[2,null,2,2,2,2,2,2,2],
            "volume":[1,null,1,1,null,1,1,1,1]}],"adjclose":[{"adjclose":[9,9,9,9,9,9,9,9]}]}}],"error":null}}
            """));

        var answer = await _feeds.FetchAsync(FeedNames.Yahoo, "^GSPC", Timeframe.M5, "2026-01-14", "2026-01-15");

        Assert.Equal([start * 1000, (start + 600) * 1000, (start + 900) * 1000], answer.Bars.Time.ToArray());
        Assert.Equal([1, 1, double.NaN], answer.Bars.Volume.ToArray());
    }

    [Fact]
    public async Task A_symbol_is_unknown_when_the_vendor_says_so()
    {
        await _feeds.InitializeAsync();

        var failure = await _feeds.FailAsync(FeedNames.Yahoo, "NOSUCH/THING", Timeframe.D1, "2025-01-01", "2025-02-01");

        Assert.Equal((FeedNames.Yahoo, "NOSUCH/THING", FeedFailure.UnknownSymbol), (failure.Feed, failure.Symbol, failure.Kind));
        Assert.Equal("yahoo, NOSUCH/THING: No data found, symbol may be delisted", failure.Message);
    }

    [Theory]
    [InlineData("""{"chart":{"result":null,"error":{"code":"Bad Request","description":"Data doesn't exist for startDate = 1, endDate = 2"}}}""", 400)]
    [InlineData("""{"chart":{"result":[{"meta":{"symbol":"^GSPC"},"indicators":{"quote":[{}]}}],"error":null}}""", 200)]
    public async Task A_span_without_trading_is_empty(string body, int status)
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(status, body));

        var answer = await _feeds.FetchAsync(FeedNames.Yahoo, "^GSPC", Timeframe.D1, "2025-01-04", "2025-01-05");

        Assert.Equal(0, answer.Bars.Count);
    }

    [Theory]
    [InlineData(200, "<html>Please consent</html>")]
    [InlineData(200, "[]")]
    [InlineData(200, "{\"chart\":{\"result\":[],\"error\":null}}")]
    [InlineData(200, "{\"chart\":{\"result\":[{\"timestamp\":[1],\"indicators\":{\"quote\":[{\"open\":[]}]}}]}}")]
    [InlineData(200, "{\"chart\":{\"result\":[{\"timestamp\":7,\"indicators\":{\"quote\":[{\"open\":[]}]}}]}}")]
    [InlineData(404, "<html>Not here</html>")]
    [InlineData(302, "")]
    public async Task An_answer_of_another_shape_is_a_bad_one(int status, string body)
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(status, body, ("Location", "/elsewhere")));

        Assert.Equal(FeedFailure.BadAnswer, (await _feeds.FailAsync(FeedNames.Yahoo, "^GSPC", Timeframe.D1, "2025-01-01", "2025-02-01")).Kind);
        Assert.Single(_feeds.Server.Calls);
    }
}
