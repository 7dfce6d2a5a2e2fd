namespace TradeMatrix.Core.Charts.Upstream;

/// <summary>API keys used in turn. One that was refused rests until it may be used again.</summary>
/// <param name="count">How many there are.</param>
/// <param name="time">The clock.</param>
internal sealed class ApiKeys(int count, TimeProvider time)
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
            for (var i = 0; i < count; i++)
            {
                var key = (_next + i) % count;
                if (_refusals[key]?.RetryAt > now) continue;
                _next = (key + 1) % count;
                return key;
            }
            throw FirstToWake();
        }
    }

    /// <summary>Lets a key rest until the time its refusal tells.</summary>
    public void Rest(int key, UpstreamException refusal)
    {
        lock (_gate) _refusals[key] = refusal;
    }

    /// <summary>A key at its limit comes before one that was never valid: it will wake for certain.</summary>
    private UpstreamException FirstToWake()
    {
        var first = _refusals.OrderBy(r => r!.Kind != UpstreamFailure.RateLimited).ThenBy(r => r!.RetryAt).First()!;
        return new UpstreamException(first.Kind, first.Message, first.Status, first.RetryAt, first);
    }
}
