using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace TradeMatrix.Testing.Vendors;

/// <summary>A clock that stands still until it is moved, and tells who waits for it.</summary>
public sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>Moves on by the next wait that is not longer than a limit, as soon as someone begins it.</summary>
    /// <returns>The wait.</returns>
    public async Task<TimeSpan> PassAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var wait = await _timers.Reader.ReadAsync(cancellationToken);
            if (wait > limit) continue;
            Advance(wait);
            return wait;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero) _timers.Writer.TryWrite(dueTime);
        return new Watched(timer, _timers.Writer);
    }

    /// <summary>A timer that is set anew is waited for as well.</summary>
    private sealed class Watched(ITimer timer, ChannelWriter<TimeSpan> timers) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            if (dueTime > TimeSpan.Zero) timers.TryWrite(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
