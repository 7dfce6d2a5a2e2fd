using System.Globalization;

namespace TradeMatrix.Analysis.Setups;

/// <summary>A part of the day, by the clock of a zone.</summary>
/// <param name="Zone">IANA zone.</param>
/// <param name="From">First time at which a bar may open.</param>
/// <param name="Until">Last time at which a bar may open, included; not before <paramref name="From"/>.</param>
public sealed record TimeWindow(string Zone, TimeOnly From, TimeOnly Until)
{
    /// <summary>The zone of the European rules.</summary>
    internal const string Berlin = "Europe/Berlin";

    /// <summary>The zone of the American ones.</summary>
    internal const string NewYork = "America/New_York";

    /// <summary>A window from times such as <c>08:00</c>.</summary>
    internal static TimeWindow Of(string zone, string from, string until) =>
        new(zone, TimeOnly.ParseExact(from, "HH:mm", CultureInfo.InvariantCulture), TimeOnly.ParseExact(until, "HH:mm", CultureInfo.InvariantCulture));

    /// <summary>Whether it holds a time of day, in milliseconds.</summary>
    internal bool Holds(long timeOfDay) => timeOfDay >= From.Ticks / TimeSpan.TicksPerMillisecond && timeOfDay <= Until.Ticks / TimeSpan.TicksPerMillisecond;
}
