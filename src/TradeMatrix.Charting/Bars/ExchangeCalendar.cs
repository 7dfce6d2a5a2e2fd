using System.Buffers;
using NodaTime;

namespace TradeMatrix.Charting.Bars;

/// <summary>
/// When an exchange trades: its zone, weekdays, daily hours, holidays and half days. A trading day is counted in days
/// since 1970-01-01. A session whose close is not after its open runs over midnight and belongs to the date on which it
/// closes; equal times mean around the clock.
/// </summary>
/// <remarks>
/// Holidays and half days are known for <see cref="CoveredYears"/>; before and after them only weekdays and daily hours
/// count. Closures are those known when the table was made: a day of mourning to come is not in it. Currencies trade from
/// Sunday to Friday 17:00 New York; of their holidays only 25 December and 1 January count, each from 17:00 of its eve.
/// </remarks>
public sealed class ExchangeCalendar
{
    private const long Day = DailyHours.Day;

    private static readonly SearchValues<char> PlainWord = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.");

    private readonly DateTimeZone _zone;
    private readonly DailyHours _usual;
    private readonly bool[] _weekdays;
    private readonly int _firstCovered;
    private readonly DailyHours?[] _covered;

    /// <summary>Makes a calendar.</summary>
    /// <param name="exchange">Canonical name; empty for none.</param>
    /// <param name="zone">Zone of the hours.</param>
    /// <param name="usual">Hours of a usual day.</param>
    /// <param name="weekdays">Whether Monday, Tuesday and so on are trading days.</param>
    /// <param name="holidays">Closed and half days, where they are known.</param>
    internal ExchangeCalendar(string exchange, DateTimeZone zone, DailyHours usual, bool[] weekdays, Holidays? holidays = null)
    {
        (Exchange, _zone, _usual, _weekdays, _covered) = (exchange, zone, usual, weekdays, []);
        if (holidays is null) return;
        CoveredYears = (holidays.FirstYear, holidays.LastYear);
        _firstCovered = Periods.DayOf(new DateOnly(holidays.FirstYear, 1, 1));
        _covered = new DailyHours?[Periods.DayOf(new DateOnly(holidays.LastYear + 1, 1, 1)) - _firstCovered];
        for (var i = 0; i < _covered.Length; i++) _covered[i] = IsWorkday(_firstCovered + i) ? usual : null;
        foreach (var day in holidays.Closed) _covered[day - _firstCovered] = null;
        foreach (var day in holidays.Half) _covered[day - _firstCovered] = holidays.HalfDay;
    }

    /// <summary>Canonical name of the exchange, such as XETRA; empty when there is none.</summary>
    public string Exchange { get; }

    /// <summary>IANA name of the exchange's zone.</summary>
    public string Zone => _zone.Id;

    /// <summary>First and last year whose holidays and half days are known; null when none are, or the market never closes.</summary>
    public (int First, int Last)? CoveredYears { get; }

    /// <summary>Whether it trades around the clock on its trading days, so that no bar is outside its regular hours.</summary>
    public bool IsContinuous => _usual.IsContinuous;

    /// <summary>Whether a weekend has trading days, as crypto exchanges have.</summary>
    internal bool HasWeekends => _weekdays[5] || _weekdays[6];

    /// <summary>Every day around the clock, with days that begin at midnight of a zone.</summary>
    /// <param name="zone">IANA zone; an unknown one counts as UTC.</param>
    public static ExchangeCalendar Continuous(string zone) => new("", TimeZones.Find(zone) ?? DateTimeZone.Utc, new DailyHours(0, Day), Weekdays(7));

    /// <summary>The exchange that a symbol's prefix names: <c>XETR</c> of <c>XETR:DAX</c>; empty when there is none, as in a formula.</summary>
    public static string ExchangeOf(string symbol)
    {
        var colon = symbol.IndexOf(':');
        return colon > 0 && !symbol.AsSpan(0, colon).ContainsAnyExcept(PlainWord) ? symbol[..colon] : "";
    }

    /// <summary>The calendar of an exchange, or null when it is not in the table.</summary>
    /// <param name="exchange">Name or alias in any case, such as <c>XETR</c>.</param>
    public static ExchangeCalendar? For(string exchange) => ExchangeTable.Find(exchange);

    /// <summary>The calendar of a symbol: its exchange's, or around the clock when that is unknown.</summary>
    /// <param name="exchange">Name or alias of the exchange; null to take the symbol's prefix.</param>
    /// <param name="symbol">Symbol, perhaps with an exchange before a colon.</param>
    /// <param name="zone">IANA zone whose midnight begins a day around the clock.</param>
    public static ExchangeCalendar Of(string? exchange, string symbol, string zone) => For(exchange ?? ExchangeOf(symbol)) ?? Continuous(zone);

    /// <summary>
    /// A calendar read from the bars of an exchange that is not in the table: the weekdays that occur, and from the usual
    /// first to the usual last bar of a day or around the clock. It knows no holidays.
    /// </summary>
    /// <param name="bars">The bars; without any, every day counts around the clock.</param>
    /// <param name="timeframe">Their timeframe. Daily bars tell weekdays alone, longer ones count as Monday to Friday.</param>
    /// <param name="zone">IANA zone of the exchange, since hours shift with its summer time; an unknown one counts as UTC.</param>
    public static ExchangeCalendar Infer(BarSeries bars, Timeframe timeframe, string zone)
    {
        ArgumentNullException.ThrowIfNull(bars);
        return CalendarInference.Of(bars, timeframe, TimeZones.Find(zone) ?? DateTimeZone.Utc);
    }

    /// <summary>
    /// The trading day of a bar, as days since 1970-01-01. A daily bar that carries a date at midnight UTC or midnight of
    /// the exchange keeps that date; one that carries the session's open belongs to the day on which the session closes.
    /// </summary>
    /// <param name="time">Open time, Unix milliseconds UTC.</param>
    /// <param name="timeframe">Timeframe of the bar.</param>
    public int TradingDay(long time, Timeframe timeframe) => !timeframe.IsIntraday && time % Day == 0 ? (int)(time / Day) : Position(time).Day;

    /// <summary>Whether a day is neither a closed weekday nor a holiday.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    public bool IsTradingDay(int day) => HoursOf(day) is not null;

    /// <summary>Whether a date is neither a closed weekday nor a holiday.</summary>
    /// <param name="date">A date of the exchange.</param>
    public bool IsTradingDay(DateOnly date) => IsTradingDay(Periods.DayOf(date));

    /// <summary>The last trading day before a day.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    public int PreviousTradingDay(int day)
    {
        do day--;
        while (!IsTradingDay(day));
        return day;
    }

    /// <summary>The first trading day after a day.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    public int NextTradingDay(int day)
    {
        do day++;
        while (!IsTradingDay(day));
        return day;
    }

    /// <summary>The trading days from one day to another, both included.</summary>
    /// <param name="first">Days since 1970-01-01.</param>
    /// <param name="last">Days since 1970-01-01.</param>
    public IEnumerable<int> TradingDays(int first, int last)
    {
        for (var day = first; day <= last; day++)
        {
            if (IsTradingDay(day)) yield return day;
        }
    }

    /// <summary>The session of a day; null when the exchange is closed.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    public TradingSession? SessionOf(int day) => HoursOf(day) is not { } hours ? null : new TradingSession(
        day,
        Start(day, hours.Open, hours.Close),
        ToUtc(day, hours.Close),
        Start(day, hours.ExtendedOpen, hours.ExtendedClose),
        ToUtc(day, hours.ExtendedClose));

    /// <summary>Whether the exchange trades at a moment: in the regular hours of a trading day and outside its lunch break.</summary>
    /// <param name="time">Unix milliseconds UTC.</param>
    public bool IsOpen(long time)
    {
        var (day, timeOfDay) = Position(time);
        return HoursOf(day) is { } hours && hours.IsRegular(timeOfDay) && !hours.IsPaused(timeOfDay);
    }

    /// <summary>
    /// The first moment after <paramref name="time"/> at which a closed exchange opens; null when it never closes. Sessions
    /// that follow each other without a pause are one: currencies open on Sunday.
    /// </summary>
    /// <param name="time">Unix milliseconds UTC.</param>
    public long? NextOpen(long time)
    {
        var end = long.MinValue;
        foreach (var span in SpansAround(time))
        {
            if (span.Start > time && span.Start != end) return span.Start;
            end = span.End;
        }
        return null;
    }

    /// <summary>The first moment after <paramref name="time"/> at which an open exchange closes; null when it never does.</summary>
    /// <param name="time">Unix milliseconds UTC.</param>
    public long? NextClose(long time)
    {
        var end = long.MinValue;
        foreach (var span in SpansAround(time))
        {
            if (end > time && span.Start != end) return end;
            end = span.End;
        }
        return null;
    }

    /// <summary>Whether a bar opens inside the regular hours of a trading day; always where the exchange trades around the clock.</summary>
    public bool IsRegular(long time)
    {
        if (IsContinuous) return true;
        var (day, timeOfDay) = Position(time);
        return HoursOf(day)?.IsRegular(timeOfDay) ?? false;
    }

    /// <summary>Whether a bar opens inside the extended hours of a trading day, which include the regular ones.</summary>
    public bool IsExtended(long time)
    {
        if (IsContinuous) return true;
        var (day, timeOfDay) = Position(time);
        return HoursOf(day)?.IsExtended(timeOfDay) ?? false;
    }

    /// <summary>When a trading day ends, Unix milliseconds UTC; a closed day at the usual hour.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    public long CloseOf(int day) => ToUtc(day, (HoursOf(day) ?? _usual).Close);

    /// <summary>Wall-clock time of the exchange, in milliseconds since 1970-01-01 of its zone.</summary>
    public long Local(long time) => time + _zone.GetUtcOffset(Instant.FromUnixTimeMilliseconds(time)).Milliseconds;

    /// <summary>
    /// The open times of the bars of a complete series, as <see cref="Resampler"/> labels them. Bars shorter than a day
    /// count from the regular open of each trading day and leave out pre-market, post-market and lunch break.
    /// </summary>
    /// <param name="timeframe">Timeframe of the bars.</param>
    /// <param name="from">Earliest open time, Unix milliseconds UTC.</param>
    /// <param name="to">End of the open times, not included; at most the end of the year 9999.</param>
    public IEnumerable<long> ExpectedOpens(Timeframe timeframe, long from, long to) => ExpectedBars.Of(this, timeframe, from, to).Select(bar => bar.Open);

    /// <summary>
    /// The bars that a series lacks between its first and its last, as runs. A bar that overlaps an expected one stands for
    /// it, so that hours may begin at 9:00 or at 9:30; one without prices counts as missing.
    /// </summary>
    /// <param name="bars">The bars, oldest first.</param>
    /// <param name="timeframe">Their timeframe.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public IReadOnlyList<BarGap> Gaps(BarSeries bars, Timeframe timeframe, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bars);
        return ExpectedBars.Missing(this, bars, timeframe, cancellationToken);
    }

    /// <summary>The hours of a day; null when the exchange is closed.</summary>
    internal DailyHours? HoursOf(int day)
    {
        var index = day - _firstCovered;
        return (uint)index < (uint)_covered.Length ? _covered[index] : IsWorkday(day) ? _usual : null;
    }

    /// <summary>The lunch break of a trading day, Unix milliseconds UTC; null when it has none.</summary>
    internal (long Start, long End)? PauseOf(int day) =>
        HoursOf(day)?.Pause is { } pause && pause.Start < pause.End ? (ToUtc(day, pause.Start), ToUtc(day, pause.End)) : null;

    /// <summary>
    /// The part of the day in which a bar opens: pre-market, regular session, post-market or the closed hours between.
    /// Unix milliseconds UTC; the end belongs to the next part. Around the clock, a part is a whole trading day. A closed
    /// day is divided by the usual hours.
    /// </summary>
    internal (long Start, long End) PartOfDay(long time)
    {
        var today = (int)Math.Floor(Local(time) / (double)Day);
        var start = long.MinValue;
        // Two days each way, because a change of the clock can move a boundary over midnight.
        for (var day = today - 2; day <= today + 2; day++)
        {
            foreach (var boundary in (HoursOf(day) ?? _usual).Boundaries)
            {
                var moment = ToUtc(day, boundary);
                if (moment > time) return (start, moment);
                start = moment;
            }
        }
        return (start, start + Day);
    }

    private long ToUtc(int date, long timeOfDay) => new LocalDate(1970, 1, 1).PlusDays(date + (int)(timeOfDay / Day))
        .At(LocalTime.FromMillisecondsSinceMidnight((int)(timeOfDay % Day))).InZoneLeniently(_zone).ToInstant().ToUnixTimeMilliseconds();

    /// <summary>So many first days of the week as trading days.</summary>
    internal static bool[] Weekdays(int count)
    {
        var weekdays = new bool[7];
        weekdays.AsSpan(0, count).Fill(true);
        return weekdays;
    }

    /// <summary>The trading day and the time of day of a moment.</summary>
    private (int Day, long TimeOfDay) Position(long time)
    {
        var local = Local(time);
        var date = (int)Math.Floor(local / (double)Day);
        var timeOfDay = local - (date * Day);
        return (_usual.IsOvernight && timeOfDay >= _usual.Open ? date + 1 : date, timeOfDay);
    }

    private bool IsWorkday(int day) => _weekdays[Periods.WeekdayOf(day)];

    private long Start(int day, long open, long close) => ToUtc(close <= open ? day - 1 : day, open);

    /// <summary>The uninterrupted spans of trading from before a moment until after the longest row of sessions and holidays.</summary>
    private IEnumerable<(long Start, long End)> SpansAround(long time)
    {
        var today = Position(time).Day;
        foreach (var day in TradingDays(today - 2, today + 30))
        {
            var session = SessionOf(day)!.Value;
            if (PauseOf(day) is { } pause)
            {
                yield return (session.Open, pause.Start);
                yield return (pause.End, session.Close);
            }
            else
            {
                yield return (session.Open, session.Close);
            }
        }
    }
}
