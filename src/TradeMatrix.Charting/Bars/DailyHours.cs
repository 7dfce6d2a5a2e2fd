using NodaTime;

namespace TradeMatrix.Charting.Bars;

/// <summary>
/// Wall-clock hours of a trading day, in milliseconds since midnight. A close that is not after its open is on the next
/// date; midnight as a close is the end of the day.
/// </summary>
internal sealed class DailyHours
{
    /// <summary>Length of a day.</summary>
    public const long Day = NodaConstants.MillisecondsPerDay;

    public DailyHours(long open, long close, long extendedOpen, long extendedClose)
    {
        (Open, Close, ExtendedOpen, ExtendedClose) = (open, EndOfDay(close), extendedOpen, EndOfDay(extendedClose));
        Boundaries = IsContinuous ? [Open] : [.. new SortedSet<long> { ExtendedOpen, Open, Close, ExtendedClose }];
        static long EndOfDay(long close) => close == 0 ? Day : close;
    }

    public DailyHours(long open, long close)
        : this(open, close, open, close)
    {
    }

    public long Open { get; }

    public long Close { get; }

    public long ExtendedOpen { get; }

    public long ExtendedClose { get; }

    /// <summary>A break within the regular session, such as Tokyo's lunch; empty where start and end are equal.</summary>
    public (long Start, long End) Pause { get; init; }

    /// <summary>Where the parts of a day begin, ascending.</summary>
    public long[] Boundaries { get; }

    public bool IsContinuous => (Close - Open) % Day == 0;

    /// <summary>Whether the session begins on the date before its trading day.</summary>
    public bool IsOvernight => Close <= Open;

    public bool IsRegular(long timeOfDay) => Within(timeOfDay, Open, Close);

    public bool IsExtended(long timeOfDay) => Within(timeOfDay, ExtendedOpen, ExtendedClose);

    public bool IsPaused(long timeOfDay) => timeOfDay >= Pause.Start && timeOfDay < Pause.End;

    private static bool Within(long timeOfDay, long open, long close) =>
        open < close ? timeOfDay >= open && timeOfDay < close : timeOfDay >= open || timeOfDay < close;
}
