using NodaTime;

namespace TradeMatrix.Charting.Bars;

/// <summary>IANA time zones, from the database that NodaTime carries. UTC, the usual one, is known without loading it.</summary>
public static class TimeZones
{
    /// <summary>The zone of a name; null when there is none.</summary>
    /// <param name="name">Such as <c>Europe/Berlin</c>.</param>
    public static DateTimeZone? Find(string name) => name is "Etc/UTC" or "UTC" ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);
}
