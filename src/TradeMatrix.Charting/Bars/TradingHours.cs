using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace TradeMatrix.Charting.Bars;

/// <summary>
/// When an exchange trades: its zone and daily hours, without holidays. A session whose close is not after its open
/// runs over midnight and belongs to the date on which it closes; equal times mean around the clock.
/// </summary>
public sealed class TradingHours
{
    private static readonly Lazy<Dictionary<string, Lazy<TradingHours>>> Known = new(Load);

    private readonly DateTimeZone _zone;
    private readonly long _open, _close, _extendedOpen, _extendedClose;
    private readonly long[] _boundaries;

    private TradingHours(string exchange, DateTimeZone zone, LocalTime open, LocalTime close, LocalTime extendedOpen, LocalTime extendedClose)
    {
        (Exchange, _zone) = (exchange, zone);
        (_open, _close, _extendedOpen, _extendedClose) =
            (Milliseconds(open), Milliseconds(close), Milliseconds(extendedOpen), Milliseconds(extendedClose));
        _boundaries = IsContinuous ? [_open] : [.. new SortedSet<long> { _extendedOpen, _open, _close, _extendedClose }];
        static long Milliseconds(LocalTime t) => t.TickOfDay / NodaConstants.TicksPerMillisecond;
    }

    /// <summary>Canonical name of the exchange, such as XETRA.</summary>
    public string Exchange { get; }

    /// <summary>IANA name of the exchange's zone.</summary>
    public string Zone => _zone.Id;

    /// <summary>Whether it trades around the clock, so that no bar is outside its regular hours.</summary>
    public bool IsContinuous => _open == _close;

    /// <summary>Whether a weekend has trading days: around the clock with days from midnight, as crypto exchanges have.</summary>
    internal bool HasWeekends => IsContinuous && _open == 0;

    /// <summary>Hours around the clock, with days that begin at midnight of a zone.</summary>
    /// <param name="zone">IANA zone; an unknown one counts as UTC.</param>
    public static TradingHours Continuous(string zone) => new("", Find(zone), default, default, default, default);

    /// <summary>The exchange that a symbol's prefix names: <c>XETR</c> of <c>XETR:DAX</c>; empty when there is none.</summary>
    public static string ExchangeOf(string symbol) => symbol.IndexOf(':') is > 0 and var colon ? symbol[..colon] : "";

    /// <summary>The hours of an exchange, or null when it is not in the table.</summary>
    /// <param name="exchange">Name or alias in any case, such as <c>XETR</c>.</param>
    public static TradingHours? For(string exchange) => Known.Value.TryGetValue(exchange, out var hours) ? hours.Value : null;

    /// <summary>
    /// The trading day of a bar, as days since 1970-01-01. A daily bar that carries a date at midnight UTC or midnight of
    /// the exchange keeps that date; one that carries the session's open belongs to the day on which the session closes.
    /// </summary>
    /// <param name="time">Open time, Unix milliseconds UTC.</param>
    /// <param name="timeframe">Timeframe of the bar.</param>
    public int TradingDay(long time, Timeframe timeframe)
    {
        if (!timeframe.IsIntraday && time % NodaConstants.MillisecondsPerDay == 0) return (int)(time / NodaConstants.MillisecondsPerDay);
        var local = Local(time);
        var day = (int)Math.Floor(local / (double)NodaConstants.MillisecondsPerDay);
        var timeOfDay = local - ((long)day * NodaConstants.MillisecondsPerDay);
        return _open > 0 && _close <= _open && timeOfDay >= _open ? day + 1 : day;
    }

    /// <summary>Whether a bar opens inside the regular hours.</summary>
    public bool IsRegular(long time) => Within(time, _open, _close);

    /// <summary>Whether a bar opens inside the extended hours, which include the regular ones.</summary>
    public bool IsExtended(long time) => Within(time, _extendedOpen, _extendedClose);

    /// <summary>When the trading day of a daily bar ends, Unix milliseconds UTC.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    public long CloseOf(int day) => _close == 0 ? ToUtc(day + 1, 0) : ToUtc(day, _close);

    /// <summary>Wall-clock time of the exchange, in milliseconds since 1970-01-01 of its zone.</summary>
    public long Local(long time) => time + _zone.GetUtcOffset(Instant.FromUnixTimeMilliseconds(time)).Milliseconds;

    /// <summary>
    /// The part of the day in which a bar opens: pre-market, regular session, post-market or the closed hours between.
    /// Unix milliseconds UTC; the end belongs to the next part. Around the clock, a part is a whole trading day.
    /// </summary>
    internal (long Start, long End) PartOfDay(long time)
    {
        var today = (int)Math.Floor(Local(time) / (double)NodaConstants.MillisecondsPerDay);
        var start = long.MinValue;
        // Two days each way, because a change of the clock can move a boundary over midnight.
        for (var day = today - 2; day <= today + 2; day++)
        {
            foreach (var boundary in _boundaries)
            {
                var moment = ToUtc(day, boundary);
                if (moment > time) return (start, moment);
                start = moment;
            }
        }
        return (start, start + NodaConstants.MillisecondsPerDay);
    }

    private static DateTimeZone Find(string zone) => TimeZones.Find(zone) ?? DateTimeZone.Utc;

    private long ToUtc(int day, long timeOfDay) => new LocalDate(1970, 1, 1).PlusDays(day)
        .At(LocalTime.FromMillisecondsSinceMidnight((int)timeOfDay)).InZoneLeniently(_zone).ToInstant().ToUnixTimeMilliseconds();

    private bool Within(long time, long open, long close)
    {
        if (open == close) return true;
        var timeOfDay = Local(time) % NodaConstants.MillisecondsPerDay;
        if (timeOfDay < 0) timeOfDay += NodaConstants.MillisecondsPerDay; // before 1970
        return open < close ? timeOfDay >= open && timeOfDay < close : timeOfDay >= open || timeOfDay < close;
    }

    /// <summary>The table by name and alias. A zone is loaded only when its exchange is asked for.</summary>
    private static Dictionary<string, Lazy<TradingHours>> Load()
    {
        using var stream = typeof(TradingHours).Assembly.GetManifestResourceStream("trading-hours.json")!;
        using var document = JsonDocument.Parse(stream);
        var known = new Dictionary<string, Lazy<TradingHours>>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in document.RootElement.EnumerateArray())
        {
            var (exchange, zone) = (Text("exchange")!, Text("zone")!);
            LocalTime open = Time(Text("open")!), close = Time(Text("close")!);
            LocalTime extendedOpen = Text("extendedOpen") is { } early ? Time(early) : open, extendedClose = Text("extendedClose") is { } late ? Time(late) : close;
            var hours = new Lazy<TradingHours>(() => new TradingHours(exchange, TimeZones.Find(zone)!, open, close, extendedOpen, extendedClose));
            known[exchange] = hours;
            foreach (var alias in row.GetProperty("aliases").EnumerateArray()) known[alias.GetString()!] = hours;

            string? Text(string key) => row.TryGetProperty(key, out var value) ? value.GetString() : null;
        }
        return known;

        static LocalTime Time(string text) => LocalTime.FromTimeOnly(TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture));
    }
}
