using System.Globalization;
using System.Text.Json;
using NodaTime;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix;

/// <summary>Reads option values strictly: a wrong one is named with what is allowed.</summary>
internal static class OptionValue
{
    /// <summary>A word of an enumeration, spelled as in a chart spec.</summary>
    public static T Word<T>(string option, string value) where T : struct, Enum
    {
        foreach (var word in Enum.GetValues<T>())
        {
            if (Spelled(word) == value) return word;
        }
        throw Failure.Option(option, value, "one of " + string.Join(", ", Enum.GetValues<T>().Select(Spelled)));
        static string Spelled(T word) => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());
    }

    /// <summary>A whole number.</summary>
    public static int Int(string option, string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Failure.Option(option, value, "a whole number");

    /// <summary>A number.</summary>
    public static double Number(string option, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw Failure.Option(option, value, "a number");

    /// <summary>A timeframe.</summary>
    public static Timeframe Interval(string option, string value) =>
        Timeframe.TryParse(value, out var timeframe) ? timeframe : throw Failure.Option(option, value, "one of " + string.Join(", ", Timeframe.Names));

    /// <summary>Width and height, such as <c>1200x800</c>.</summary>
    public static (int Width, int Height) Size(string option, string value)
    {
        var parts = value.Split('x');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            ? (width, height)
            : throw Failure.Option(option, value, "WIDTHxHEIGHT, such as 1200x800");
    }

    /// <summary>A time, Unix milliseconds UTC. A date alone stands for its midnight in a zone, at its end where <paramref name="atEnd"/> asks for it.</summary>
    public static long Time(string option, string value, string zone, bool atEnd)
    {
        if (!SettingDefinition.TryParseTime(value, out var time)) throw Failure.Option(option, value, "an ISO 8601 date or date-time, such as 2024-12-31 or 2024-12-31T16:00:00Z");
        if (value.AsSpan().ContainsAny('T', ':', ' ')) return time;
        var date = LocalDate.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime).PlusDays(atEnd ? 1 : 0);
        return (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc).AtStartOfDay(date).ToInstant().ToUnixTimeMilliseconds();
    }
}
