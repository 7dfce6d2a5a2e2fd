using System.Runtime.InteropServices;
using NodaTime;

namespace TradeMatrix.Charting.Bars;

/// <summary>The timeframe of bars from the steps between their times.</summary>
internal static class TimeframeInference
{
    /// <summary>The most common step, the shorter of two that are as common; null when there is none of a minute or more.</summary>
    /// <param name="time">Unix milliseconds UTC, strictly ascending. A single bar at midnight UTC counts as daily.</param>
    public static Timeframe? From(ReadOnlySpan<long> time)
    {
        if (time.Length == 1) return time[0] % NodaConstants.MillisecondsPerDay == 0 ? Timeframe.D1 : null;
        var counts = new Dictionary<long, int>();
        for (var i = 1; i < time.Length; i++)
            CollectionsMarshal.GetValueRefOrAddDefault(counts, time[i] - time[i - 1], out _)++;

        var byTimeframe = new Dictionary<Timeframe, int>();
        foreach (var (step, count) in counts)
        {
            if (OfStep(step) is { } timeframe) CollectionsMarshal.GetValueRefOrAddDefault(byTimeframe, timeframe, out _) += count;
        }
        Timeframe? best = null;
        var most = 0;
        foreach (var (timeframe, count) in byTimeframe)
        {
            if (count < most || (count == most && timeframe.Duration > best!.Value.Duration)) continue;
            (best, most) = (timeframe, count);
        }
        return best;
    }

    private static Timeframe? OfStep(long step)
    {
        var days = (int)Math.Round(step / (double)NodaConstants.MillisecondsPerDay);
        // A day on which the clock changes is an hour shorter or longer.
        if (days > 0 && Math.Abs(step - (days * (long)NodaConstants.MillisecondsPerDay)) <= NodaConstants.MillisecondsPerHour)
        {
            return days switch
            {
                >= 28 and <= 31 => Timeframe.MN1,
                >= 89 and <= 92 => new Timeframe(3, TimeframeUnit.Month),
                >= 181 and <= 184 => new Timeframe(6, TimeframeUnit.Month),
                365 or 366 => new Timeframe(1, TimeframeUnit.Year),
                _ when days % 7 == 0 => new Timeframe(days / 7, TimeframeUnit.Week),
                _ => new Timeframe(days, TimeframeUnit.Day),
            };
        }
        if (step % NodaConstants.MillisecondsPerMinute != 0) return null;
        var minutes = (int)(step / NodaConstants.MillisecondsPerMinute);
        return minutes % 60 == 0 ? new Timeframe(minutes / 60, TimeframeUnit.Hour) : new Timeframe(minutes, TimeframeUnit.Minute);
    }
}
