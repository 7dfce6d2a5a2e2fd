using System.Globalization;
using System.Text.Json;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Spec;

/// <summary>A setting as the catalogue knows it: an input of a study or drawing, or a key of its look.</summary>
/// <param name="Key">Key, such as <c>length</c> or <c>Plot.color</c>.</param>
/// <param name="Type">Kind of value.</param>
/// <param name="Default">Value when none is given; null where one is required or where the default depends on the chart.</param>
/// <param name="Minimum">Lowest number, if limited.</param>
/// <param name="Maximum">Highest number, if limited.</param>
/// <param name="Allowed">The only texts allowed; empty when free.</param>
/// <param name="Label">What it means, in words.</param>
/// <param name="IsRequired">Whether a value must be given.</param>
public sealed record SettingDefinition(
    string Key, SettingType Type, SettingValue? Default, double? Minimum, double? Maximum, IReadOnlyList<string> Allowed, string Label, bool IsRequired)
{
    /// <summary>Longest text of a drawing.</summary>
    private const int LongestText = 2000;

    /// <summary>Furthest bar that a drawing may name by its number in place of a time.</summary>
    private const int MostBars = 20_000;

    private static readonly IReadOnlyDictionary<string, PlotType> PlotTypes =
        Enum.GetValues<PlotType>().ToDictionary(t => JsonNamingPolicy.SnakeCaseLower.ConvertName(t.ToString()), StringComparer.Ordinal);

    /// <summary>Says what is wrong with a value, or null when it is right.</summary>
    /// <param name="path">JSON path for the message.</param>
    /// <param name="value">The value given.</param>
    public SpecProblem? Check(string path, SettingValue value)
    {
        var text = value.Raw as string;
        var allowed = Type switch
        {
            SettingType.Integer => value.Raw is double n && double.IsInteger(n) && InRange(n) ? null : "an integer" + Limits(),
            SettingType.Float => value.Raw is double n && double.IsFinite(n) && InRange(n) ? null : "a number" + Limits(),
            SettingType.Boolean => value.Raw is bool ? null : "true or false",
            SettingType.Color => text is not null && Rgba.TryParse(text, out _) ? null : "a valid rgb/rgba color: " + Rgba.Allowed,
            SettingType.Source => OneOf(text, PriceSource.Names),
            SettingType.PlotType => OneOf(text, PlotTypes.Keys),
            SettingType.Datetime => (text is not null && TryParseTime(text, out _)) || (value.Raw is double n && double.IsInteger(n) && Math.Abs(n) <= MostBars) ? null : "an ISO 8601 date-time string",
            _ => Allowed.Count > 0 ? OneOf(text, Allowed) : text is { Length: <= LongestText } ? null : $"a string of at most {LongestText} characters",
        };
        return allowed is null ? null : new SpecProblem(path, value.ToString(), allowed);
    }

    internal static PlotType ParsePlotType(string text) => PlotTypes[text];

    /// <summary>Reads an ISO 8601 date or date-time; without an offset it counts as UTC.</summary>
    /// <param name="text">Such as <c>2025-01-13T00:00:00.000Z</c> or <c>2025-01-13</c>.</param>
    /// <param name="time">Unix milliseconds UTC.</param>
    public static bool TryParseTime(string text, out long time)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        time = 0;
        // A time alone or another order of day and month would also be parsed, the former with the date of today.
        if (text.Length < 10 || text[4] != '-' || text[7] != '-' || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out var parsed)) return false;
        time = parsed.ToUnixTimeMilliseconds();
        return true;
    }

    private bool InRange(double n) => !(n < Minimum) && !(n > Maximum);

    private string Limits() => (Minimum, Maximum) switch
    {
        (null, null) => "",
        ({ } low, null) => string.Create(CultureInfo.InvariantCulture, $" of at least {low}"),
        (null, { } high) => string.Create(CultureInfo.InvariantCulture, $" of at most {high}"),
        ({ } low, { } high) => string.Create(CultureInfo.InvariantCulture, $" from {low} to {high}"),
    };

    private static string? OneOf(string? text, IEnumerable<string> names) =>
        text is not null && names.Contains(text, StringComparer.Ordinal) ? null : "one of " + string.Join(", ", names);
}
