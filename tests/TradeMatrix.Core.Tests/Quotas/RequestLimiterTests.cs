using Microsoft.Extensions.Time.Testing;
using TradeMatrix.Core.Quotas;

namespace TradeMatrix.Core.Tests.Quotas;

public sealed class RequestLimiterTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly RequestLimiter _limiter;

    public RequestLimiterTests() => _limiter = new RequestLimiter(_clock);

    [Fact]
    public void A_burst_passes_at_once_and_then_as_many_as_the_rate_refills()
    {
        var limits = Plan.Find("MEGA")!.Limits;
        Assert.Equal(25, Enumerable.Range(0, 100).Count(_ => _limiter.Check("a", limits).Allowed));
        var refused = _limiter.Check("a", limits);
        Assert.Equal((QuotaRefusal.Second, 0, 975, TimeSpan.FromMilliseconds(67)), (refused.Refusal, refused.SecondRemaining, refused.DayRemaining, refused.RetryAfter));

        _clock.Advance(refused.RetryAfter);
        Assert.True(_limiter.Check("a", limits).Allowed);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(15, Enumerable.Range(0, 100).Count(_ => _limiter.Check("a", limits).Allowed));
        Assert.True(_limiter.Check("b", limits).Allowed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(15)]
    [InlineData(35)]
    [InlineData(1000)]
    public void Who_waits_as_told_passes(int perSecond)
    {
        var limits = new PlanLimits(perSecond, 1);
        for (var i = 0; i < 500; i++)
        {
            Assert.True(_limiter.Check("a", limits).Allowed);
            var refused = _limiter.Check("a", limits);
            Assert.False(refused.Allowed);
            _clock.Advance(refused.RetryAfter);
        }
    }

    [Fact]
    public void The_day_ends_at_midnight_UTC()
    {
        var limits = new PlanLimits(PerDay: 3);
        for (var i = 0; i < 3; i++) Assert.Equal(2 - i, _limiter.Check("a", limits).DayRemaining);
        var refused = _limiter.Check("a", limits);
        Assert.Equal((QuotaRefusal.Day, TimeSpan.FromHours(15)), (refused.Refusal, refused.RetryAfter));
        _clock.Advance(refused.RetryAfter);
        Assert.Equal(2, _limiter.Check("a", limits).DayRemaining);
    }

    [Fact]
    public void The_second_holds_over_midnight()
    {
        _clock.SetUtcNow(new DateTimeOffset(2026, 3, 2, 23, 59, 59, 900, TimeSpan.Zero));
        var limits = new PlanLimits(10, PerDay: 100);
        for (var i = 0; i < 10; i++) Assert.True(_limiter.Check("a", limits).Allowed);
        _clock.Advance(TimeSpan.FromMilliseconds(150));
        Assert.Equal(1, Enumerable.Range(0, 10).Count(_ => _limiter.Check("a", limits).Allowed));
    }

    [Fact]
    public void A_limit_holds_for_parallel_requests()
    {
        var granted = 0;
        Parallel.For(0, 10_000, _ =>
        {
            if (_limiter.Check("a", new PlanLimits(PerDay: 777)).Allowed) Interlocked.Increment(ref granted);
        });
        Assert.Equal(777, granted);
    }

    [Fact]
    public void No_limit_is_the_default_plan()
    {
        Assert.Same(Plan.Unlimited, Plan.All[0]);
        Assert.Null(Plan.Find("gold"));
        for (var i = 0; i < 10_000; i++) Assert.True(_limiter.Check("a", Plan.Unlimited.Limits).Allowed);
    }
}
