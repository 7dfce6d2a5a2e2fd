using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Feeds.Http;
using TradeMatrix.Testing.Vendors;
using static TradeMatrix.Core.Tests.Feeds.FeedsUnderTest;

namespace TradeMatrix.Core.Tests.Feeds;

/// <summary>How vendors are called, shown with one of them.</summary>
public sealed class FeedCallTests : IAsyncDisposable
{
    private static readonly TimeSpan Pause = FeedPipeline.LongestPause, Attempt = FeedPipeline.AttemptTimeout;

    private readonly FeedsUnderTest _feeds = new();

    public ValueTask DisposeAsync() => _feeds.DisposeAsync();

    public static TheoryData<string> Transient => ["503", "500", "408", "reset", "cut off"];

    [Theory]
    [MemberData(nameof(Transient))]
    public async Task What_may_pass_is_tried_again(string fault)
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(Fault(fault), Fault(fault));

        var fetch = FetchAsync();
        await PassAsync(Pause);
        await PassAsync(Pause);

        AssertGood(await fetch);
        Assert.Equal(3, _feeds.Server.Calls.Count);
    }

    [Theory]
    [MemberData(nameof(Transient))]
    public async Task What_does_not_pass_makes_the_vendor_unavailable_after_three_attempts(string fault)
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(Enumerable.Repeat(Fault(fault), 3));

        var fetch = FailAsync();
        await PassAsync(Pause);
        await PassAsync(Pause);

        Assert.Equal(FeedFailure.Unavailable, (await fetch).Kind);
        Assert.Equal(3, _feeds.Server.Calls.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_attempt_that_takes_too_long_is_given_up_and_made_again(bool inBody)
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(inBody ? VendorFault.SilenceInBody : VendorFault.Silence);

        var fetch = FetchAsync();
        await _feeds.Server.NextCallAsync(TestContext.Current.CancellationToken);
        _feeds.Time.Advance(Attempt);
        await PassAsync(Pause);

        AssertGood(await fetch);
        Assert.Equal(2, _feeds.Server.Calls.Count);
    }

    [Fact]
    public async Task A_vendor_that_stays_silent_is_unavailable_after_half_a_minute()
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(Enumerable.Repeat(VendorFault.Silence, 3));
        var start = _feeds.Time.GetUtcNow();

        var fetch = FailAsync();
        for (var attempt = 1; attempt < 3; attempt++)
        {
            await _feeds.Server.NextCallAsync(TestContext.Current.CancellationToken);
            _feeds.Time.Advance(Attempt);
            await PassAsync(Pause);
        }
        await _feeds.Server.NextCallAsync(TestContext.Current.CancellationToken);
        _feeds.Time.Advance(FeedPipeline.TotalTimeout - (_feeds.Time.GetUtcNow() - start));

        var failure = await fetch;
        Assert.Equal(FeedFailure.Unavailable, failure.Kind);
        Assert.Contains("no answer within", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_for_a_moment_is_waited_for()
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(429, "Too Many Requests", ("Retry-After", "3")));

        var fetch = FetchAsync();
        Assert.Equal(TimeSpan.FromSeconds(3), await PassAsync(Pause));

        AssertGood(await fetch);
    }

    [Theory]
    [InlineData("6")]
    [InlineData(null)]
    public async Task A_refusal_for_longer_is_told_at_once(string? retryAfter)
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(429, "Too Many Requests", retryAfter is null ? [] : [("Retry-After", retryAfter)]));

        var failure = await FailAsync();

        Assert.Equal((FeedFailure.RateLimited, TimeSpan.FromSeconds(retryAfter is null ? 60 : 6)), (failure.Kind, failure.RetryAfter));
        Assert.Single(_feeds.Server.Calls);
    }

    [Fact]
    public async Task A_refusal_until_a_date_is_one_too()
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(429, "Too Many Requests", ("Retry-After", Start.AddMinutes(5).ToString("R"))));

        Assert.Equal(TimeSpan.FromMinutes(5), (await FailAsync()).RetryAfter);
    }

    [Fact]
    public async Task A_vendor_that_is_down_for_longer_is_not_waited_for()
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(503, "Maintenance", ("Retry-After", "3600")));

        var failure = await FailAsync();

        Assert.Equal((FeedFailure.Unavailable, TimeSpan.FromHours(1)), (failure.Kind, failure.RetryAfter));
        Assert.Single(_feeds.Server.Calls);
    }

    [Fact]
    public async Task Nothing_is_sent_for_a_while_after_all_attempts_failed()
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(Enumerable.Repeat(Fault("503"), 6));
        for (var i = 0; i < 2; i++)
        {
            var fetch = FailAsync();
            await PassAsync(Pause);
            await PassAsync(Pause);
            await fetch;
        }

        var failure = await FailAsync();

        Assert.Equal((FeedFailure.Unavailable, FeedPipeline.Break), (failure.Kind, failure.RetryAfter));
        Assert.Equal(6, _feeds.Server.Calls.Count);
        // Other vendors are not concerned.
        Assert.NotEqual(0, (await _feeds.FetchAsync(FeedNames.Stooq, "^dax", Timeframe.D1, "2025-01-01", "2025-03-01")).Bars.Count);

        _feeds.Time.Advance(FeedPipeline.Break);
        AssertGood(await FetchAsync());
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_a_bad_one_and_not_asked_for_again()
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Bytes(BodyReader.Largest + 1));

        Assert.Equal(FeedFailure.BadAnswer, (await FailAsync()).Kind);
        Assert.Single(_feeds.Server.Calls);
    }

    [Fact]
    public async Task The_largest_answer_is_read()
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Bytes(BodyReader.Largest));

        Assert.Contains("no JSON", (await FailAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_compression_is_a_bad_answer()
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Answer(200, "this is not gzip at all", ("Content-Encoding", "gzip")));

        Assert.Equal(FeedFailure.BadAnswer, (await FailAsync()).Kind);
    }

    [Fact]
    public async Task Cancellation_ends_a_call_under_way()
    {
        await _feeds.InitializeAsync();
        _feeds.Server.Fail(VendorFault.Silence);
        using var cancellation = new CancellationTokenSource();

        var fetch = _feeds.FetchAsync(FeedNames.Yahoo, "^GSPC", Timeframe.D1, "2025-01-01", "2025-02-01", cancellation.Token);
        await _feeds.Server.NextCallAsync(TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
        Assert.Single(_feeds.Server.Calls);
    }

    [Fact]
    public async Task Vendors_are_told_who_calls()
    {
        await _feeds.InitializeAsync();

        await FetchAsync();

        Assert.Contains("TradeMatrix", _feeds.Server.Calls[0].UserAgent, StringComparison.Ordinal);
    }

    private static VendorFault Fault(string name) => name switch
    {
        "reset" => VendorFault.Reset,
        "cut off" => VendorFault.CutOff,
        _ => VendorFault.Answer(int.Parse(name), "Oops"),
    };

    private static void AssertGood(FeedBars answer) => Assert.Equal(31, answer.Bars.Count);

    private Task<TimeSpan> PassAsync(TimeSpan limit) => _feeds.Time.PassAsync(limit, TestContext.Current.CancellationToken);

    private Task<FeedBars> FetchAsync() => _feeds.FetchAsync(FeedNames.Yahoo, "^GSPC", Timeframe.D1, "2025-01-01", "2025-02-01");

    private Task<FeedException> FailAsync() => _feeds.FailAsync(FeedNames.Yahoo, "^GSPC", Timeframe.D1, "2025-01-01", "2025-02-01");
}
