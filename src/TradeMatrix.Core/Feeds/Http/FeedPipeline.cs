using System.Net;
using System.Threading.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace TradeMatrix.Core.Feeds.Http;

/// <summary>How a vendor is called: within limits, with a few repeats, and not at all while it is down.</summary>
internal static class FeedPipeline
{
    /// <summary>Longest wait for one attempt, its body included.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for a call with its repeats.</summary>
    public static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait that a vendor may ask for and that is still worth a repeat within the call.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>How long nothing is sent after most attempts of a minute failed.</summary>
    public static readonly TimeSpan Break = TimeSpan.FromSeconds(30);

    public static void Build(ResiliencePipelineBuilder<HttpResponseMessage> builder, RateLimiter limiter, TimeProvider time)
    {
        builder.TimeProvider = time;
        builder
            .AddTimeout(TotalTimeout)
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 2,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(500),
                MaxDelay = LongestPause,
                ShouldHandle = a => ValueTask.FromResult(IsWorthARepeat(a.Outcome, time)),
                DelayGenerator = a => ValueTask.FromResult(a.Outcome.Result is { } response ? RetryAfter(response, time) : null),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                MinimumThroughput = 6,
                FailureRatio = 0.8,
                SamplingDuration = TimeSpan.FromMinutes(1),
                BreakDuration = Break,
                ShouldHandle = a => ValueTask.FromResult(IsFault(a.Outcome)),
            })
            .AddRateLimiter(limiter)
            .AddTimeout(AttemptTimeout);
    }

    /// <summary>What an answer says about when to call again.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private static bool IsWorthARepeat(Outcome<HttpResponseMessage> outcome, TimeProvider time)
    {
        if (outcome.Result is not { } response) return IsFault(outcome);
        var pause = RetryAfter(response, time);
        return response.StatusCode == HttpStatusCode.TooManyRequests ? pause <= LongestPause : IsFault(outcome) && !(pause > LongestPause);
    }

    private static bool IsFault(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException { HttpRequestError: not HttpRequestError.ConfigurationLimitExceeded } or TimeoutRejectedException } => true,
        { Result.StatusCode: >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout } => true,
        _ => false,
    };
}
