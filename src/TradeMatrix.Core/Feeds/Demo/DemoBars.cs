using NodaTime;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds.Demo;

/// <summary>
/// Bars of an instrument up to the present. A day is divided into hours, these into quarters, these into five minutes and these
/// into minutes; hours and quarters count from the session's open.
/// </summary>
/// <param name="instrument">The instrument.</param>
/// <param name="sessions">When it trades.</param>
/// <param name="now">The present, Unix milliseconds UTC.</param>
internal sealed class DemoBars(DemoInstrument instrument, DemoSessions sessions, long now)
{
    private const long Minute = NodaConstants.MillisecondsPerMinute, Day = NodaConstants.MillisecondsPerDay;

    private static readonly Timeframe[] Levels = [Timeframe.D1, Timeframe.H1, Timeframe.M15, Timeframe.M5, Timeframe.M1];

    /// <summary>Hours of a day, also of one on which the clock changes.</summary>
    private const int MostParts = 25;

    private readonly DemoPath _path = new(instrument);

    /// <summary>The present, Unix milliseconds UTC.</summary>
    public long Now => now;

    /// <summary>The longest timeframe of the division that a timeframe is a multiple of.</summary>
    public static Timeframe NativeOf(Timeframe timeframe) =>
        timeframe.IsIntraday ? Array.Find(Levels, l => l.IsIntraday && timeframe.Duration.Ticks % l.Duration.Ticks == 0) : Timeframe.D1;

    /// <summary>The bars of a span; the last may be in progress.</summary>
    /// <param name="timeframe">One of the division.</param>
    /// <param name="from">First open time.</param>
    /// <param name="to">The open time behind the last.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public BarSeries Between(Timeframe timeframe, long from, long to, CancellationToken cancellationToken)
    {
        var level = Array.IndexOf(Levels, timeframe);
        var bars = new List<Bar>();
        // A trading day may begin on the date before, and end on the one after.
        var (first, last) = ((int)Math.Floor(from / (double)Day) - 1, (int)Math.Floor(Math.Min(to, now) / (double)Day) + 1);
        long hint = 0;
        for (var day = first; day <= last; day++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // The slots of a day long past are not needed for its bar.
            if (level == 0 && (day + 2) * Day < now)
            {
                if (sessions.Trades(day, ref hint)) Take(ToBar(day * Day, _path.Day(day)));
                continue;
            }
            var slots = sessions.SlotsOf(day);
            if (slots.Count > 0) Divide(0, day * Day, _path.Day(day), slots.ToArray(), slots[0], level, Take);
        }
        return BarSeries.From(bars);

        void Take(Bar bar)
        {
            if (bar.Time >= from && bar.Time < to) bars.Add(bar);
        }
    }

    /// <summary>Hands out the bars of a level that lie in a part of a day.</summary>
    /// <param name="level">Level of the part.</param>
    /// <param name="time">Its open time, as its bar carries it.</param>
    /// <param name="part">The part.</param>
    /// <param name="slots">Its slots.</param>
    /// <param name="open">When the session opens.</param>
    /// <param name="wanted">Level of the bars to hand out.</param>
    /// <param name="take">Takes a bar.</param>
    private void Divide(int level, long time, DemoBar part, ReadOnlySpan<long> slots, long open, int wanted, Action<Bar> take)
    {
        if (slots[0] >= now) return;
        if (level == wanted)
        {
            if (slots[^1] + DemoSessions.Slot <= now) take(ToBar(time, part));
            else SoFar(level, time, part, slots, open, take);
            return;
        }
        if (level == Levels.Length - 2)
        {
            Minutes(slots[0], part, take);
            return;
        }
        var length = (long)Levels[level + 1].Duration.TotalMilliseconds;
        Span<int> starts = stackalloc int[MostParts];
        var count = 0;
        for (var i = 0; i < slots.Length; i++)
        {
            if (i == 0 || (slots[i] - open) / length != (slots[i - 1] - open) / length) starts[count++] = i;
        }
        Span<DemoBar> room = stackalloc DemoBar[MostParts];
        var parts = room[..count];
        _path.Divide(part, parts, Key(level, slots[0]));
        for (var i = 0; i < parts.Length; i++)
        {
            var end = i + 1 < parts.Length ? starts[i + 1] : slots.Length;
            Divide(level + 1, slots[starts[i]], parts[i], slots[starts[i]..end], open, wanted, take);
        }
    }

    /// <summary>Hands out the minutes of a slot that are over: one in progress would tell the future.</summary>
    private void Minutes(long slot, DemoBar part, Action<Bar> take)
    {
        Span<DemoBar> minutes = stackalloc DemoBar[5];
        _path.Divide(part, minutes, Key(Levels.Length - 2, slot));
        for (var i = 0; i < minutes.Length && slot + ((i + 1) * Minute) <= now; i++) take(ToBar(slot + (i * Minute), minutes[i]));
    }

    /// <summary>Hands out a bar in progress, made of the minutes that are over.</summary>
    private void SoFar(int level, long time, DemoBar part, ReadOnlySpan<long> slots, long open, Action<Bar> take)
    {
        Bar? sum = null;
        Divide(level, time, part, slots, open, Levels.Length - 1, minute => sum = sum is { } s
            ? s with { High = Math.Max(s.High, minute.High), Low = Math.Min(s.Low, minute.Low), Close = minute.Close, Volume = s.Volume + minute.Volume }
            : minute with { Time = time });
        if (sum is { } bar) take(bar);
    }

    private Bar ToBar(long time, DemoBar bar) => new(time, Rounded(bar.Open), Rounded(bar.High), Rounded(bar.Low), Rounded(bar.Close), bar.Volume);

    /// <summary>Rounding keeps the order of prices, so that the highest of several bars is rounded as their sum's high is.</summary>
    private double Rounded(double price) => Math.Round(price, instrument.Decimals);

    private static ulong Key(int level, long time) => ((ulong)time * 8) + (ulong)level;
}
