using System.Globalization;
using NodaTime;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Alerts;

/// <summary>Hours of every day in which nothing is delivered, on the clock of a wall.</summary>
/// <param name="From">When they begin.</param>
/// <param name="To">When they end, on the next day when that is not later. Not equal to <paramref name="From"/>.</param>
/// <param name="Zone">Where the clock hangs.</param>
public sealed record QuietHours(LocalTime From, LocalTime To, DateTimeZone Zone)
{
    /// <summary>What a time of day must be, for messages.</summary>
    public const string Allowed = "a time of day such as 22:00";

    /// <summary>Whether a text is a time of day.</summary>
    public static bool IsTime(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>Takes times of day and a zone that were checked before.</summary>
    public static QuietHours Parse(string from, string to, string zone) => new(Time(from), Time(to), TimeZones.Find(zone)!);

    /// <summary>The time itself when it is outside, else the end of the quiet hours it falls into. UTC.</summary>
    public DateTime EndFor(DateTime time)
    {
        var local = Instant.FromDateTimeUtc(time).InZone(Zone).LocalDateTime;
        var (clock, overNight) = (local.TimeOfDay, To <= From);
        if (overNight ? clock < From && clock >= To : clock < From || clock >= To) return time;
        var day = overNight && clock >= From ? local.Date.PlusDays(1) : local.Date;
        // Where the clock is put forward over the end, they end with that; where it is put back, at the first time it shows the end.
        var end = (day + To).InZoneLeniently(Zone).ToDateTimeUtc();
        return end > time ? end : time;
    }

    private static LocalTime Time(string text) => LocalTime.FromTicksSinceMidnight(TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture).Ticks);
}
