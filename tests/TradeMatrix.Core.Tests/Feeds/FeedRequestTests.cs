using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds;

namespace TradeMatrix.Core.Tests.Feeds;

public sealed class FeedRequestTests(FeedsUnderTest feeds) : IClassFixture<FeedsUnderTest>
{
    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData(". .")]
    [InlineData("A\nB")]
    [InlineData("A_SYMBOL_THAT_IS_LONGER_THAN_SIXTY_FOUR_LETTERS_AND_SIGNS_OF_ANY_KIND")]
    public async Task A_text_that_is_no_symbol_is_unknown_to_every_vendor_without_a_call(string symbol)
    {
        foreach (var feed in feeds.Services(new FeedSettings()).GetFeeds())
        {
            var failure = await Assert.ThrowsAsync<FeedException>(() => feed.FetchAsync(new FeedRequest(symbol, Timeframe.D1, 0, 1), TestContext.Current.CancellationToken));
            Assert.Equal(FeedFailure.UnknownSymbol, failure.Kind);
            Assert.DoesNotContain('\n', failure.Message);
        }
        Assert.Empty(feeds.Server.Calls);
    }

    [Fact]
    public async Task A_timeframe_that_the_feed_does_not_have_is_refused_with_those_it_has()
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => feeds.FetchAsync(FeedNames.Stooq, "^dax", Timeframe.H1, "2024-01-01", "2024-02-01"));

        Assert.StartsWith("timeframe: '1h' must be one of 1D for stooq", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(6, 5)]
    [InlineData(long.MinValue, 5)]
    [InlineData(5, long.MaxValue)]
    public async Task An_empty_or_endless_span_is_refused(long from, long to) =>
        await Assert.ThrowsAsync<ArgumentException>(() => feeds.Feed(FeedNames.Yahoo).FetchAsync(new FeedRequest("^GSPC", Timeframe.D1, from, to), TestContext.Current.CancellationToken));
}
