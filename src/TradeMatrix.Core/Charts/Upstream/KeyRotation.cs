namespace TradeMatrix.Core.Charts.Upstream;

/// <summary>API keys used in turn. One that was refused rests until it may be used again.</summary>
/// <param name="count">How many there are.</param>
/// <param name="time">The clock.</param>
internal sealed class KeyRotation(int count, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly UpstreamException?[] _refusals = new UpstreamException?[count];
    private int _next;

    /// <summary>Index of the next key that does not rest.</summary>
    /// <exception cref="UpstreamException">All of them rest; it says until when.</exception>
    public int Take()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (Resting(now) is { } failure) throw failure;
            while (IsResting(_next, now)) _next = (_next + 1) % _refusals.Length;
            var key = _next;
            _next = (key + 1) % _refusals.Length;
            return key;
        }
    }

    /// <summary>Lets a key rest until the time its refusal tells; of several the longest rest counts, in whatever order they arrive.</summary>
    public void Rest(int key, UpstreamException refusal)
    {
        lock (_gate)
        {
            if (!(_refusals[key]?.RetryAt > refusal.RetryAt)) _refusals[key] = refusal;
        }
    }

    /// <summary>
    /// When all keys rest, the refusal of the first to wake; else null. A key at its limit comes before one that was not valid:
    /// it will wake for certain.
    /// </summary>
    public UpstreamException? Resting()
    {
        lock (_gate) return Resting(time.GetUtcNow());
    }

    private UpstreamException? Resting(DateTimeOffset now)
    {
        if (!Enumerable.Range(0, _refusals.Length).All(key => IsResting(key, now))) return null;
        var first = _refusals.OrderBy(r => r!.Kind != UpstreamFailure.RateLimited).ThenBy(r => r!.RetryAt).First()!;
        return new UpstreamException(first.Kind, first.Message, first.Status, first.RetryAt, first);
    }

    private bool IsResting(int key, DateTimeOffset now) => _refusals[key]?.RetryAt > now;
}
