using System.Globalization;
using NodaTime;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Layout;

/// <summary>
/// Wall-clock time of the chart's zone. Bars of a day or more carry a date, not an instant, and keep it in every zone.
/// </summary>
internal sealed class ChartClock(string zone, Timeframe timeframe)
{
    private readonly DateTimeZone _zone = TimeZones.Find(zone)!;

    /// <summary>Local date and time of a bar.</summary>
    /// <param name="time">Unix milliseconds UTC.</param>
    public DateTime Local(long time)
    {
        var offset = !timeframe.IsIntraday && time % NodaConstants.MillisecondsPerDay == 0
            ? 0
            : _zone.GetUtcOffset(Instant.FromUnixTimeMilliseconds(time)).Milliseconds;
        return DateTime.UnixEpoch.AddTicks((time + offset) * TimeSpan.TicksPerMillisecond);
    }

    /// <summary>A time for a box on the time scale: <c>01 Jan '23</c>, with hours on an intraday chart.</summary>
    public string Label(long time) => Local(time).ToString(timeframe.IsIntraday ? "dd MMM \\'yy HH:mm" : "dd MMM \\'yy", CultureInfo.InvariantCulture);

    /// <summary>A time in words: <c>4 Oct 2024</c>, with hours on an intraday chart.</summary>
    public string Words(long time) => Local(time).ToString(timeframe.IsIntraday ? "d MMM yyyy HH:mm" : "d MMM yyyy", CultureInfo.InvariantCulture);
}
