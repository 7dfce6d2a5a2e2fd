using NodaTime;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Levels;

/// <summary>Hours of the day whose range traders watch, by the clock of their own zone, so that summer time is right wherever it changes.</summary>
/// <param name="Name">Name in snake case.</param>
/// <param name="Zone">IANA zone of the hours.</param>
/// <param name="Start">First moment.</param>
/// <param name="End">End, later on the same day.</param>
/// <param name="IncludesEnd">Whether a bar that opens at the end still counts, when it is at most five minutes long.</param>
public sealed record SessionWindow(string Name, string Zone, TimeOnly Start, TimeOnly End, bool IncludesEnd = false)
{
    private static readonly long LongestEnd = (long)Timeframe.M5.Duration.TotalMilliseconds;

    /// <summary>Asia, 02:00 to 05:00 in Berlin, both five-minute bars included.</summary>
    public static SessionWindow Asia { get; } = new("asia", "Europe/Berlin", new(2, 0), new(5, 0), IncludesEnd: true);

    /// <summary>Opening hours of Europe, 08:00 to 10:00 in Berlin.</summary>
    public static SessionWindow EuropeOpen { get; } = new("europe_open", "Europe/Berlin", new(8, 0), new(10, 0));

    /// <summary>Opening range of the United States, 09:30 to 09:45 in New York.</summary>
    public static SessionWindow UsOpeningRange { get; } = new("us_opening_range", "America/New_York", new(9, 30), new(9, 45));

    /// <summary>All of them, in the order of the day.</summary>
    public static IReadOnlyList<SessionWindow> All { get; } = [Asia, EuropeOpen, UsOpeningRange];

    /// <summary>The range of bars that lie in the window on a date; null when none does.</summary>
    /// <param name="date">Date in the window's zone.</param>
    /// <param name="bars">Bars shorter than a day.</param>
    /// <param name="timeframe">Their timeframe.</param>
    /// <exception cref="ArgumentException">The zone is unknown.</exception>
    public SessionRange? On(DateOnly date, BarSeries bars, Timeframe timeframe)
    {
        ArgumentNullException.ThrowIfNull(bars);
        if (!timeframe.IsIntraday) return null;
        var (start, end) = (Moment(date, Start), Moment(date, End));
        var length = (long)timeframe.Duration.TotalMilliseconds;
        var last = IncludesEnd && length <= LongestEnd ? end : end - length;
        double open = double.NaN, high = double.NegativeInfinity, low = double.PositiveInfinity, close = double.NaN;
        var count = 0;
        var isComplete = false;
        for (var i = bars.IndexAtOrAfter(start); i < bars.Count; i++)
        {
            if (bars.Time[i] >= last) isComplete = true;
            if (bars.Time[i] > last) break;
            if (bars.IsGap(i)) continue;
            if (count++ == 0) open = bars.Open[i];
            (high, low, close) = (Math.Max(high, bars.High[i]), Math.Min(low, bars.Low[i]), bars.Close[i]);
        }
        return count == 0 ? null : new(Name, date, start, end, open, high, low, close, count, isComplete);
    }

    /// <summary>The range on the date, in the window's zone, of a series' last bar.</summary>
    /// <param name="bars">Bars shorter than a day.</param>
    /// <param name="timeframe">Their timeframe.</param>
    public SessionRange? Latest(BarSeries bars, Timeframe timeframe)
    {
        ArgumentNullException.ThrowIfNull(bars);
        if (bars.Count == 0) return null;
        var date = Instant.FromUnixTimeMilliseconds(bars.Time[^1]).InZone(FindZone()).Date;
        return On(date.ToDateOnly(), bars, timeframe);
    }

    /// <summary>Whether a bar opened in the window.</summary>
    /// <param name="local">Its open by the clock of the zone, milliseconds since 1970-01-01 there.</param>
    /// <param name="length">Its length, milliseconds.</param>
    internal bool Holds(long local, long length)
    {
        var time = (local - ((long)Math.Floor(local / (double)TimeSpan.MillisecondsPerDay) * TimeSpan.MillisecondsPerDay)) * TimeSpan.TicksPerMillisecond;
        return time >= Start.Ticks && (time < End.Ticks || (time == End.Ticks && IncludesEnd && length <= LongestEnd));
    }

    private long Moment(DateOnly date, TimeOnly time) => LocalDate.FromDateOnly(date).At(LocalTime.FromTimeOnly(time)).InZoneLeniently(FindZone()).ToInstant().ToUnixTimeMilliseconds();

    private DateTimeZone FindZone() => TimeZones.Find(Zone) ?? throw new ArgumentException($"zone: '{Zone}' must be an IANA time zone such as Europe/Berlin");
}
