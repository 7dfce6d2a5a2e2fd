using System.Text;
using NodaTime;
using NodaTime.TimeZones;

namespace TradeMatrix.Charting.Bars;

/// <summary>Reads the times of a CSV file, in any of the forms that exports use.</summary>
internal sealed class TimeCell(DateTimeZone zone, bool compactDates)
{
    private const long Day = NodaConstants.MillisecondsPerDay;

    public const string Allowed =
        "a date such as 2025-11-11, a time such as 2025-11-11 10:00 or 2025-11-11T10:00:00+01:00, or Unix seconds";

    private ZoneInterval? _interval;
    private long _safeStart, _safeEnd;

    /// <summary>Reads a date, a date with a time, or a Unix time in seconds, milli-, micro- or nanoseconds.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="time">Unix milliseconds UTC.</param>
    public bool TryRead(ReadOnlySpan<byte> cell, out long time)
    {
        if (TryDate(ref cell, out var days))
        {
            time = days * Day;
            if (cell.IsEmpty) return true;
            return cell[0] is (byte)'T' or (byte)'t' or (byte)' ' && TryClock(days, cell[1..].TrimStart((byte)' '), out time);
        }
        return TryUnix(cell, out time);
    }

    /// <summary>Reads a date and a time of day from two cells.</summary>
    public bool TryRead(ReadOnlySpan<byte> date, ReadOnlySpan<byte> clock, out long time)
    {
        time = 0;
        return TryDate(ref date, out var days) && date.IsEmpty && TryClock(days, clock, out time);
    }

    /// <summary>Whether a cell is a time of day alone.</summary>
    public static bool IsClock(ReadOnlySpan<byte> cell) => TryTimeOfDay(ref cell, out _) && cell.IsEmpty;

    private bool TryClock(long days, ReadOnlySpan<byte> text, out long time)
    {
        time = 0;
        if (!TryTimeOfDay(ref text, out var timeOfDay)) return false;
        var local = (days * Day) + timeOfDay;
        text = text.TrimStart((byte)' ');
        if (text.IsEmpty)
        {
            time = FromLocal(local);
            return true;
        }
        if (!TryOffset(text, out var offset)) return false;
        time = local - offset;
        return true;
    }

    /// <summary>UTC of a wall-clock time; one that is skipped or comes twice is resolved leniently.</summary>
    private long FromLocal(long local)
    {
        if (ReferenceEquals(zone, DateTimeZone.Utc)) return local;
        if (local >= _safeStart && local < _safeEnd && _interval is not null) return local - _interval.WallOffset.Milliseconds;
        var time = LocalDateTime.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(local)).InZoneLeniently(zone).ToInstant();
        _interval = zone.GetZoneInterval(time);
        // A day from its ends, no wall-clock time of an interval is skipped or comes twice.
        _safeStart = _interval.HasStart ? _interval.Start.ToUnixTimeMilliseconds() + (2 * Day) : long.MinValue;
        _safeEnd = _interval.HasEnd ? _interval.End.ToUnixTimeMilliseconds() - (2 * Day) : long.MaxValue;
        return time.ToUnixTimeMilliseconds();
    }

    private bool TryDate(ref ReadOnlySpan<byte> text, out long days)
    {
        days = 0;
        var rest = text;
        if (!TryDigits(ref rest, 4, 4, out var year)) return false;
        int month, day;
        if (rest.Length > 0 && rest[0] is var separator and ((byte)'-' or (byte)'.' or (byte)'/'))
        {
            rest = rest[1..];
            if (!TryDigits(ref rest, 1, 2, out month) || rest.IsEmpty || rest[0] != separator) return false;
            rest = rest[1..];
            if (!TryDigits(ref rest, 1, 2, out day)) return false;
        }
        else
        {
            if (!compactDates || year is < 1800 or >= 2200) return false;
            if (!TryDigits(ref rest, 2, 2, out month) || !TryDigits(ref rest, 2, 2, out day)) return false;
            if (rest.Length > 0 && rest[0] != ' ') return false;
        }
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month)) return false;
        days = new DateOnly(year, month, day).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        text = rest;
        return true;
    }

    /// <summary>Milliseconds since midnight from <c>9:30</c>, <c>09:30:00.000</c>, <c>0930</c> or <c>093000</c>.</summary>
    private static bool TryTimeOfDay(ref ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        var rest = text;
        if (!TryDigits(ref rest, 1, 2, out var hour)) return false;
        var colon = rest.Length > 0 && rest[0] == ':';
        if (colon) rest = rest[1..];
        if (!TryDigits(ref rest, 2, 2, out var minute)) return false;
        var second = 0;
        if (colon ? rest.Length > 0 && rest[0] == ':' : rest.Length > 0 && char.IsAsciiDigit((char)rest[0]))
        {
            if (colon) rest = rest[1..];
            if (!TryDigits(ref rest, 2, 2, out second)) return false;
            if (rest.Length > 0 && rest[0] is (byte)'.' or (byte)',')
            {
                rest = rest[1..];
                if (!TryDigits(ref rest, 1, 9, out var fraction, out var digits)) return false;
                milliseconds = (long)(fraction * Math.Pow(10, 3 - digits));
            }
        }
        if (hour > 23 || minute > 59 || second > 59) return false;
        milliseconds += (((hour * 60L) + minute) * 60 + second) * 1000;
        text = rest;
        return true;
    }

    /// <summary>Milliseconds ahead of UTC from <c>Z</c>, <c>UTC</c>, <c>+01</c>, <c>+0100</c> or <c>+01:00</c>.</summary>
    private static bool TryOffset(ReadOnlySpan<byte> text, out long offset)
    {
        offset = 0;
        if (Ascii.EqualsIgnoreCase(text, "z"u8) || Ascii.EqualsIgnoreCase(text, "utc"u8) || Ascii.EqualsIgnoreCase(text, "gmt"u8)) return true;
        if (text[0] is not ((byte)'+' or (byte)'-')) return false;
        var rest = text[1..];
        var minutes = 0;
        if (!TryDigits(ref rest, 2, 2, out var hours)) return false;
        if (rest.Length > 0)
        {
            if (rest[0] == ':') rest = rest[1..];
            if (!TryDigits(ref rest, 2, 2, out minutes) || rest.Length > 0) return false;
        }
        if (hours > 18 || minutes > 59) return false;
        offset = ((hours * 60L) + minutes) * 60_000;
        if (text[0] == '-') offset = -offset;
        return true;
    }

    private static bool TryUnix(ReadOnlySpan<byte> cell, out long time)
    {
        time = 0;
        if (!NumberCell.TryRead(cell, decimalComma: false, out var value, out _)) return false;
        // Seconds reach the year 5138 with eleven digits; what is larger is written in a finer unit.
        var milliseconds = Math.Abs(value) switch
        {
            < 1e11 => value * 1e3,
            < 1e14 => value,
            < 1e17 => value / 1e3,
            < 1e20 => value / 1e6,
            _ => double.NaN,
        };
        if (!(milliseconds >= -62_135_596_800_000)) return false;
        time = (long)Math.Round(milliseconds);
        return true;
    }

    private static bool TryDigits(ref ReadOnlySpan<byte> text, int least, int most, out int value) =>
        TryDigits(ref text, least, most, out value, out _);

    private static bool TryDigits(ref ReadOnlySpan<byte> text, int least, int most, out int value, out int digits)
    {
        (value, digits) = (0, 0);
        while (digits < most && digits < text.Length && (uint)(text[digits] - '0') <= 9) value = (value * 10) + text[digits++] - '0';
        text = text[digits..];
        return digits >= least;
    }
}
