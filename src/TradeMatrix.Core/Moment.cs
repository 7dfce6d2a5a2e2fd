using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core;

/// <summary>A time as a person gives it: a date, a wall-clock time of a zone, or an instant.</summary>
public sealed class Moment
{
    /// <summary>What is allowed, for messages.</summary>
    public const string Allowed = "a date such as 2025-01-31 or a time such as 2025-01-31T15:30 or 2025-01-31T15:30:00+01:00, from 1800 to 2200";

    private static readonly string[] Clocks = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];

    private readonly DateTime _local;
    private readonly TimeSpan? _offset;
    private readonly bool _isDate;

    private Moment(DateTime local, TimeSpan? offset, bool isDate) => (_local, _offset, _isDate) = (local, offset, isDate);

    /// <summary>Reads a time; strict, so that no month is taken for a day.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Moment? moment)
    {
        moment = null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            moment = new Moment(date.ToDateTime(TimeOnly.MinValue), null, true);
        }
        else if (text.Length > 10 && text[10] is 'T' or ' ')
        {
            var clock = string.Concat(text.AsSpan(0, 10), "T", text.AsSpan(11));
            TimeSpan? offset = null;
            if (clock[^1] == 'Z') (offset, clock) = (TimeSpan.Zero, clock[..^1]);
            else if (clock.LastIndexOfAny(['+', '-']) is > 10 and var sign)
            {
                if (!TimeSpan.TryParseExact(clock[(sign + 1)..], @"hh\:mm", CultureInfo.InvariantCulture, out var size) || size > TimeSpan.FromHours(18)) return false;
                (offset, clock) = (clock[sign] == '-' ? -size : size, clock[..sign]);
            }
            if (!DateTime.TryParseExact(clock, Clocks, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return false;
            moment = new Moment(local, offset, false);
        }
        return moment is { _local.Year: >= 1800 and < 2200 };
    }

    /// <summary>The instant, or the first of the day, Unix milliseconds UTC.</summary>
    /// <param name="zone">IANA zone in which dates and wall-clock times count.</param>
    public long Start(string zone) => ToUtc(_local, zone);

    /// <summary>The instant, or the last millisecond of the day, Unix milliseconds UTC.</summary>
    /// <param name="zone">IANA zone in which dates and wall-clock times count.</param>
    public long Last(string zone) => _isDate ? End(zone) - 1 : Start(zone);

    /// <summary>The instant, or the midnight that ends the day, Unix milliseconds UTC: a bar that closes at midnight has closed on that day.</summary>
    /// <param name="zone">IANA zone in which dates and wall-clock times count.</param>
    public long End(string zone) => ToUtc(_isDate ? _local.AddDays(1) : _local, zone);

    private long ToUtc(DateTime local, string zone)
    {
        if (_offset is { } offset) return (local - offset - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;
        return LocalDateTime.FromDateTime(local).InZoneLeniently(TimeZones.Find(zone)!).ToInstant().ToUnixTimeMilliseconds();
    }
}
