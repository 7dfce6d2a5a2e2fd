using System.Net;
using TradeMatrix.Core.Charts.Upstream;
using TradeMatrix.Testing.ChartImg;

namespace TradeMatrix.Core.Tests.Charts.Upstream;

public sealed class ApiKeyRotationTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 3, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Keys_take_turns()
    {
        await using var rig = await Rig.StartAsync(["alpha", "beta", "gamma"]);
        var keys = new List<int>();
        for (var i = 0; i < 6; i++) keys.Add((await rig.DrawAsync()).Key);
        Assert.Equal([0, 1, 2, 0, 1, 2], keys);
    }

    [Fact]
    public async Task Parallel_charts_are_spread_evenly()
    {
        await using var rig = await Rig.StartAsync(["alpha", "beta", "gamma", "delta"]);
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var charts = Enumerable.Range(0, 40).Select(_ => Task.Run(async () =>
        {
            await start.Task;
            return await rig.DrawAsync();
        }, Rig.Ends)).ToList();
        start.SetResult();
        await Task.WhenAll(charts);
        Assert.All(rig.Settings.Keys, key => Assert.Equal(10, rig.Server.CallsOf(key)));
        Assert.Equal(40, rig.Reservations);
    }

    [Fact]
    public async Task A_key_at_its_limit_of_the_second_rests_until_the_next()
    {
        await using var rig = await Rig.StartAsync(["alpha", "beta"]);
        rig.Server.Fail(ChartImgFault.TooManyRequests);
        Assert.Equal(1, (await rig.DrawAsync()).Key);
        Assert.Equal(1, (await rig.DrawAsync()).Key);
        rig.Time.Advance(TimeSpan.FromMilliseconds(749));
        Assert.Equal(1, (await rig.DrawAsync()).Key);
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, (await rig.DrawAsync()).Key);
        Assert.Equal(5, rig.Reservations);
    }

    [Theory]
    [InlineData("7", 7_000)]
    [InlineData("Mon, 02 Mar 2026 21:30:40 GMT", 39_750)]
    [InlineData("0", 750)]
    [InlineData("-5", 750)]
    [InlineData("Mon, 02 Mar 2026 20:00:00 GMT", 750)]
    [InlineData("9999999", 86_400_000)]
    [InlineData("soon", 750)]
    public async Task The_answer_may_say_how_long_a_key_rests(string retryAfter, int milliseconds)
    {
        await using var rig = await Rig.StartAsync(["alpha"]);
        rig.Server.Fail(ChartImgFault.Message(429, "Too Many Requests", retryAfter));
        var failure = await rig.FailAsync();
        Assert.Equal((UpstreamFailure.RateLimited, "Too Many Requests", Rig.Start.AddMilliseconds(milliseconds)), (failure.Kind, failure.Message, failure.RetryAt!.Value));
    }

    [Fact]
    public async Task A_key_at_its_limit_of_the_day_rests_until_midnight_UTC()
    {
        await using var rig = await Rig.StartAsync(["alpha"]);
        rig.Server.Fail(ChartImgFault.LimitExceeded);
        Assert.Equal(Midnight, (await rig.FailAsync()).RetryAt);
        rig.Time.SetUtcNow(Midnight.AddTicks(-1));
        var failure = await rig.FailAsync();
        Assert.Equal((UpstreamFailure.RateLimited, "Limit Exceeded", HttpStatusCode.TooManyRequests, Midnight), (failure.Kind, failure.Message, failure.Status!.Value, failure.RetryAt!.Value));
        Assert.Single(rig.Server.Calls);
        rig.Time.SetUtcNow(Midnight);
        await rig.DrawAsync();
    }

    [Fact]
    public async Task When_all_rest_nothing_is_sent_and_the_failure_says_when_the_first_wakes()
    {
        await using var rig = await Rig.StartAsync(["alpha", "beta", "gamma"]);
        rig.Server.Fail(ChartImgFault.LimitExceeded, ChartImgFault.Message(429, "Too Many Requests", "20"), ChartImgFault.Forbidden);
        await rig.FailAsync();
        for (var i = 0; i < 3; i++)
        {
            var failure = await rig.FailAsync();
            Assert.Equal((UpstreamFailure.RateLimited, Rig.Start.AddSeconds(20)), (failure.Kind, failure.RetryAt!.Value));
        }
        Assert.Equal((3, 3), (rig.Server.Calls.Count, rig.Reservations));
        rig.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(1, (await rig.DrawAsync()).Key);
    }

    [Fact]
    public async Task The_last_key_refused_does_not_hide_that_another_wakes_sooner()
    {
        await using var rig = await Rig.StartAsync(["alpha", "beta"]);
        rig.Server.Fail(ChartImgFault.Message(429, "Too Many Requests", "20"), ChartImgFault.LimitExceeded);
        Assert.Equal(Rig.Start.AddSeconds(20), (await rig.FailAsync()).RetryAt);
    }

    [Fact]
    public void Of_two_refusals_of_a_key_the_longer_rest_counts_whichever_arrives_last()
    {
        var keys = new KeyRotation(1, new WatchedTime(Rig.Start));
        keys.Rest(0, new UpstreamException(UpstreamFailure.RateLimited, "Limit Exceeded", retryAt: Midnight));
        keys.Rest(0, new UpstreamException(UpstreamFailure.RateLimited, "Too Many Requests", retryAt: Rig.Start.AddSeconds(1)));
        Assert.Equal(Midnight, Assert.Throws<UpstreamException>(() => keys.Take()).RetryAt);
    }

    [Theory]
    [InlineData(401, "Invalid Request")]
    [InlineData(403, "Forbidden")]
    public async Task A_key_that_is_not_valid_rests_an_hour_and_the_next_is_tried(int status, string message)
    {
        await using var rig = await Rig.StartAsync(["alpha", "beta"]);
        rig.Server.Fail(ChartImgFault.Message(status, message));
        Assert.Equal((1, 1), ((await rig.DrawAsync()).Key, (await rig.DrawAsync()).Key));
        rig.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((0, 1), ((await rig.DrawAsync()).Key, (await rig.DrawAsync()).Key));
    }

    [Fact]
    public async Task With_no_valid_key_the_chart_is_refused()
    {
        await using var rig = await Rig.StartAsync(["alpha", "beta"]);
        rig.Server.Fail(ChartImgFault.Forbidden, ChartImgFault.Unauthorized);
        foreach (var failure in new[] { await rig.FailAsync(), await rig.FailAsync() })
            Assert.Equal((UpstreamFailure.Refused, Rig.Start.AddHours(1)), (failure.Kind, failure.RetryAt!.Value));
        Assert.Equal(2, rig.Server.Calls.Count);
    }

    [Fact]
    public async Task A_plan_s_burst_is_met_with_a_rest()
    {
        await using var rig = await Rig.StartAsync(["alpha"], ChartImgPlan.Basic);
        for (var i = 0; i < 3; i++) await rig.DrawAsync();
        var failure = await rig.FailAsync();
        Assert.Equal(UpstreamFailure.RateLimited, failure.Kind);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.DrawAsync();
    }
}
