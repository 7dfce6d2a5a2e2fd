using System.Globalization;
using System.Text.Json;

namespace TradeMatrix.Core.Feeds.Http;

/// <summary>Reads JSON of uncertain shape: what is not there is Undefined, null or NaN.</summary>
internal static class JsonCells
{
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    public static JsonElement Item(this JsonElement element, int index) =>
        element.ValueKind == JsonValueKind.Array && index < element.GetArrayLength() ? element[index] : default;

    public static string? Text(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    /// <summary>A number, written as one or as text.</summary>
    public static double Number(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String when double.TryParse(element.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        _ => double.NaN,
    };

    /// <summary>A whole number; null when it is none.</summary>
    public static long? Whole(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var value) ? value : null;

    /// <summary>A time in Unix seconds as milliseconds; null when it is none of this millennium or the last.</summary>
    public static long? SecondsAsTime(this JsonElement element) =>
        element.Whole() is > -31_000_000_000 and < 31_000_000_000 and var seconds ? seconds * 1000 : null;
}
