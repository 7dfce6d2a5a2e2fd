using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Testing.Vendors;
using static TradeMatrix.Core.Tests.Feeds.FeedsUnderTest;

namespace TradeMatrix.Core.Tests.Feeds;

public sealed class StooqFeedTests : IAsyncDisposable
{
    private readonly FeedsUnderTest _feeds = new();

    public ValueTask DisposeAsync() => _feeds.DisposeAsync();

    [Fact]
    public async Task Days_of_the_span_are_read_from_the_table()
    {
        await _feeds.InitializeAsync();

        var answer = await _feeds.FetchAsync(FeedNames.Stooq, "^DAX", Timeframe.D1, "2025-06-02", "2025-06-07");

        Assert.Equal(Market(Timeframe.D1, "2025-06-02", "2025-06-07"), ListOf(answer.Bars));
    }

    [Fact]
    public async Task Today_is_the_last_day()
    {
        await _feeds.InitializeAsync();

        var answer = await _feeds.FetchAsync(FeedNames.Stooq, "^dax", Timeframe.D1, "2026-01-01", "2027-01-01");

        Assert.Equal(At("2026-01-14"), answer.Bars.Time[^1]);
    }

    [Fact]
    public async Task A_weekend_is_empty_and_not_an_unknown_symbol()
    {
        await _feeds.InitializeAsync();

        Assert.Equal(0, (await _feeds.FetchAsync(FeedNames.Stooq, "^dax", Timeframe.D1, "2025-06-07", "2025-06-09")).Bars.Count);
        Assert.Equal(FeedFailure.UnknownSymbol, (await _feeds.FailAsync(FeedNames.Stooq, "nosuch", Timeframe.D1, "2025-06-07", "2025-06-09")).Kind);
    }

    [Fact]
    public async Task Rows_without_prices_are_dropped_and_a_missing_volume_is_unknown()
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(200, "Date,Open,High,Low,Close\r\n2025-06-02,1,2,0.5,1.5\r\n2025-06-03,,,,\r\nrubbish\r\n2025-06-04,1,2,3,1\r\n2025-06-05,1,2,0.5,1.5\r\n"));

        var answer = await _feeds.FetchAsync(FeedNames.Stooq, "eurusd", Timeframe.D1, "2025-06-01", "2025-07-01");

        Assert.Equal([At("2025-06-02"), At("2025-06-05")], answer.Bars.Time.ToArray());
        Assert.True(double.IsNaN(answer.Bars.Volume[0]));
    }

    [Fact]
    public async Task When_the_days_limit_is_reached_nothing_is_sent_until_tomorrow()
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(200, "Exceeded the daily hits limit"));

        var failure = await _feeds.FailAsync(FeedNames.Stooq, "^dax", Timeframe.D1, "2025-06-01", "2025-07-01");
        await _feeds.FailAsync(FeedNames.Stooq, "^dax", Timeframe.D1, "2025-06-01", "2025-07-01");

        Assert.Equal((FeedFailure.RateLimited, new TimeSpan(8, 22, 48)), (failure.Kind, failure.RetryAfter));
        Assert.Single(_feeds.Server.Calls);
        _feeds.Time.Advance(failure.RetryAfter!.Value);
        Assert.Equal(21, (await _feeds.FetchAsync(FeedNames.Stooq, "^dax", Timeframe.D1, "2025-06-01", "2025-07-01")).Bars.Count);
    }

    [Theory]
    [InlineData("<html><body>Cookies?</body></html>", FeedFailure.BadAnswer)]
    [InlineData("", FeedFailure.BadAnswer)]
    [InlineData("Get your apikey: enter the code", FeedFailure.NotConfigured)]
    public async Task A_text_in_place_of_the_table_is_told_apart(string text, FeedFailure kind)
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(200, text));

        Assert.Equal(kind, (await _feeds.FailAsync(FeedNames.Stooq, "^dax", Timeframe.D1, "2025-06-01", "2025-07-01")).Kind);
    }
}
