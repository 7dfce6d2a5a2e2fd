using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace TradeMatrix.Core.Tests.Charts.Upstream;

/// <summary>A clock that tells which timers were set, so that a test moves it only once somebody waits.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits for the next timer that is none of <paramref name="apartFrom"/>.</summary>
    public async Task<TimeSpan> NextTimerAsync(TimeSpan apartFrom, CancellationToken cancellationToken)
    {
        while (true)
        {
            var timer = await _timers.Reader.ReadAsync(cancellationToken);
            if (timer != apartFrom) return timer;
        }
    }
}
