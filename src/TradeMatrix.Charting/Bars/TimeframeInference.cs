using System.Runtime.InteropServices;
using NodaTime;

namespace TradeMatrix.Charting.Bars;

/// <summary>The timeframe of bars from the steps between their times.</summary>
internal static class TimeframeInference
{
    private const long Day = NodaConstants.MillisecondsPerDay;

    /// <summary>The most common step, the shorter of two that are as common; null when there is none of a minute or more.</summary>
    /// <param name="time">Unix milliseconds UTC, strictly ascending. A single bar at midnight UTC counts as daily.</param>
    public static Timeframe? From(ReadOnlySpan<long> time)
    {
        if (time.Length == 1) return time[0] % Day == 0 ? Timeframe.D1 : null;
        var counts = new Dictionary<long, int>();
        for (var i = 1; i < time.Length; i++)
        {
            if (Nominal(time[i] - time[i - 1]) is > 0 and var step) CollectionsMarshal.GetValueRefOrAddDefault(counts, step, out _)++;
        }
        long best = 0;
        var most = 0;
        foreach (var (step, count) in counts)
        {
            if (count > most || (count == most && step < best)) (best, most) = (step, count);
        }
        return most == 0 ? null : OfNominal(best);
    }

    /// <summary>
    /// The step without what the calendar does to it: whole days where the clock changes, months of 30 and years of 365 days.
    /// Zero for one that is not of whole minutes.
    /// </summary>
    private static long Nominal(long step)
    {
        if (step < Day - NodaConstants.MillisecondsPerHour) return step % NodaConstants.MillisecondsPerMinute == 0 ? step : 0;
        var days = (step + (Day / 2)) / Day;
        if (Math.Abs(step - (days * Day)) > NodaConstants.MillisecondsPerHour) return step % NodaConstants.MillisecondsPerMinute == 0 ? step : 0;
        return Day * days switch
        {
            >= 28 and <= 31 => 30,
            >= 89 and <= 92 => 90,
            >= 181 and <= 184 => 180,
            366 => 365,
            _ => days,
        };
    }

    private static Timeframe OfNominal(long step)
    {
        if (step % Day == 0)
        {
            var days = (int)(step / Day);
            return days switch
            {
                30 or 90 or 180 => new Timeframe(days / 30, TimeframeUnit.Month),
                365 => new Timeframe(1, TimeframeUnit.Year),
                _ when days % 7 == 0 => new Timeframe(days / 7, TimeframeUnit.Week),
                _ => new Timeframe(days, TimeframeUnit.Day),
            };
        }
        var minutes = (int)(step / NodaConstants.MillisecondsPerMinute);
        return minutes % 60 == 0 ? new Timeframe(minutes / 60, TimeframeUnit.Hour) : new Timeframe(minutes, TimeframeUnit.Minute);
    }
}
