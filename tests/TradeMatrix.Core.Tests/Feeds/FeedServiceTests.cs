using Microsoft.Extensions.Time.Testing;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Charts;
using TradeMatrix.Testing;
using TradeMatrix.Testing.Vendors;

namespace TradeMatrix.Core.Tests.Feeds;

/// <summary>Charts from feeds: fetched on demand, stored, and served from the store when the feed is dead.</summary>
public sealed class FeedServiceTests(Servers servers)
{
    private static readonly FakeTimeProvider MarketTime = new(new DateTimeOffset(2026, 3, 3, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ChartRequest Request => new() { Symbol = "BTC/USD", Timeframe = Timeframe.H1, SaveSnapshot = false };

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task What_is_fetched_is_stored_once_for_all_users(DatabaseKind kind)
    {
        await using var vendors = await VendorServer.StartAsync(MarketTime, Cancel);
        await using var service = await TestService.CreateAsync(servers, kind, s => s with { Feeds = ["binance"], FeedUrls = vendors.BaseUrls });
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => service.Charts.GenerateAsync(i % 2 == 0 ? TestService.Ann : TestService.Bob, Request, Cancel)));
        Assert.All(answers, a => Assert.Empty(a.Notices));
        var calls = vendors.Calls.Count;
        var entry = await service.Symbols.GetAsync(TestService.Ann, "BTC/USD", Cancel);
        var head = Assert.Single(await service.Bars.SeriesAsync(TestService.Ann, entry.Id, Cancel));
        Assert.Equal(("binance", Timeframe.H1), (head.Source, head.Timeframe));
        Assert.True(head.Count > 1000);

        // Not due yet; then only what is new is asked for.
        await service.Charts.GenerateAsync(TestService.Ann, Request, Cancel);
        Assert.Equal(calls, vendors.Calls.Count);
    }

    [Fact]
    public async Task A_dead_feed_leaves_the_stored_bars_with_their_age()
    {
        await using var vendors = await VendorServer.StartAsync(MarketTime, Cancel);
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite, s => s with { Feeds = ["binance"], FeedUrls = vendors.BaseUrls });
        await service.Charts.GenerateAsync(TestService.Ann, Request, Cancel);
        service.Clock.Advance(TimeSpan.FromHours(5));
        vendors.Fail(VendorFault.Answer(429, "", ("Retry-After", "3600")));
        var answer = await service.Charts.GenerateAsync(TestService.Ann, Request, Cancel);
        Assert.Equal(2, answer.Notices.Count);
        Assert.StartsWith("feed binance: ", answer.Notices[0], StringComparison.Ordinal);
        Assert.Equal("the stored bars serve: the last opened 6 hours ago, at 2026-03-03 11:00 UTC", answer.Notices[1]);

        // While it rests it is not asked again.
        var calls = vendors.Calls.Count;
        Assert.StartsWith("feed binance: rests until", (await service.Charts.GenerateAsync(TestService.Ann, Request, Cancel)).Notices[0], StringComparison.Ordinal);
        Assert.Equal(calls, vendors.Calls.Count);
    }

    [Fact]
    public async Task Imported_bars_are_not_mixed_with_a_feeds()
    {
        await using var vendors = await VendorServer.StartAsync(MarketTime, Cancel);
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite, s => s with { Feeds = ["yahoo"], FeedUrls = vendors.BaseUrls });
        await service.GiveBarsAsync(TestService.Ann, "DAX");
        await service.Charts.GenerateAsync(TestService.Ann, Request with { Symbol = "DAX", Timeframe = Timeframe.D1 }, Cancel);
        Assert.Empty(vendors.Calls);
    }

    [Fact]
    public async Task A_symbol_without_bars_is_drawn_from_demonstration_data_that_is_never_stored()
    {
        await using var service = await TestService.CreateAsync(servers, DatabaseKind.Sqlite, s => s with { Feeds = ["demo"] });
        var answer = await service.Charts.GenerateAsync(TestService.Ann, Request, Cancel);
        Assert.Equal("DEMO DATA", answer.Spec.Watermark);
        Assert.Contains("demonstration data", Assert.Single(answer.Notices), StringComparison.Ordinal);
        Assert.Empty(await service.Bars.SeriesAsync(TestService.Ann, (await service.Symbols.GetAsync(TestService.Ann, "BTC/USD", Cancel)).Id, Cancel));
        await service.GiveBarsAsync(TestService.Ann, "BTC/USD");
        var real = await service.Charts.GenerateAsync(TestService.Ann, Request with { Timeframe = Timeframe.D1 }, Cancel);
        Assert.Null(real.Spec.Watermark);
    }
}
