namespace TradeMatrix.Core.Quotas;

/// <summary>
/// Limits requests to our own API: for each key a token bucket for the second and a counter for the UTC day. It guards this
/// process against greed and is no bill: it lives in memory, so that a restart forgets it and each process has its own.
/// </summary>
public sealed class RequestLimiter(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private DateTime _day;

    /// <summary>Takes one request, or says why not. A request that is refused costs nothing.</summary>
    /// <param name="key">A key that exists; names that strangers make up would fill the memory until the day ends.</param>
    /// <param name="limits">The key's.</param>
    public LimitDecision Check(string key, PlanLimits limits)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var answer = new LimitDecision { Limits = limits, ResetAt = now.Date.AddDays(1) };
        if (limits.PerSecond is null && limits.PerDay is null) return answer;

        lock (_lock)
        {
            if (now.Date > _day) StartDay(now);
            if (!_buckets.TryGetValue(key, out var bucket)) _buckets[key] = bucket = new Bucket { Tokens = double.MaxValue, At = now };

            if (limits.PerSecond is { } perSecond)
            {
                // A clock that was set back refills nothing.
                var seconds = Math.Max(0, (now - bucket.At).TotalSeconds);
                bucket.Tokens = Math.Min(limits.Burst ?? perSecond, bucket.Tokens + seconds * perSecond);
            }
            bucket.At = now;

            QuotaRefusal? refusal = bucket.Used >= limits.PerDay ? QuotaRefusal.Day : limits.PerSecond is not null && bucket.Tokens < 1 ? QuotaRefusal.Second : null;
            var wait = refusal switch
            {
                QuotaRefusal.Day => answer.ResetAt - now,
                QuotaRefusal.Second when limits.PerSecond > 0 => TimeSpan.FromMilliseconds(Math.Ceiling(1000 * (1 - bucket.Tokens) / limits.PerSecond.Value)),
                QuotaRefusal.Second => answer.ResetAt - now,
                _ => TimeSpan.Zero,
            };
            if (refusal is null)
            {
                bucket.Used++;
                bucket.Tokens--;
            }
            return answer with
            {
                Refusal = refusal,
                DayRemaining = limits.PerDay is { } perDay ? Math.Max(0, perDay - bucket.Used) : null,
                SecondRemaining = limits.PerSecond is null ? null : (int)bucket.Tokens,
                RetryAfter = wait,
            };
        }
    }

    /// <summary>Counts anew, and forgets the keys that nobody used for long enough to fill any bucket.</summary>
    private void StartDay(DateTime now)
    {
        _day = now.Date;
        foreach (var (key, bucket) in _buckets)
        {
            bucket.Used = 0;
            if (now - bucket.At > TimeSpan.FromMinutes(1)) _buckets.Remove(key);
        }
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }
        public DateTime At { get; set; }
        public int Used { get; set; }
    }
}
