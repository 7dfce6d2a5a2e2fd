using Microsoft.Extensions.Time.Testing;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Feeds.Http;

namespace TradeMatrix.Core.Tests.Feeds;

public sealed class FeedClientTests
{
    private readonly FeedClient _client = new("vendor", null!, new FakeTimeProvider(FeedsUnderTest.Start));

    [Fact]
    public async Task A_rest_is_never_shortened()
    {
        foreach (var minutes in new[] { 5, 60, 1 }) _client.Rest(TimeSpan.FromMinutes(minutes));

        Assert.Equal(TimeSpan.FromHours(1), await RestAsync());
    }

    [Fact]
    public async Task Of_rests_at_the_same_time_the_longest_counts()
    {
        Parallel.For(1, 10_000, i => _client.Rest(TimeSpan.FromSeconds(i)));

        Assert.Equal(TimeSpan.FromSeconds(9_999), await RestAsync());
    }

    [Fact]
    public async Task A_rest_lasts_a_day_at_most()
    {
        _client.Rest(TimeSpan.MaxValue);

        Assert.Equal(TimeSpan.FromDays(1), await RestAsync());
    }

    private async Task<TimeSpan?> RestAsync() =>
        (await Assert.ThrowsAsync<FeedException>(() => _client.GetAsync("X", "x", TestContext.Current.CancellationToken))).RetryAfter;
}
