using System.Text.Json;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Web.Charts;

/// <summary>
/// Finds what is JSON by its grammar and yet nothing that can be kept: PostgreSQL has no U+0000 and no number of a million
/// digits, and half a surrogate pair is no text at all.
/// </summary>
internal static class JsonCheck
{
    /// <summary>What a text must be.</summary>
    public const string Text = "a text of whole Unicode characters without U+0000";

    private const string Number = "a number that fits 64-bit floating point";

    private const int LongestNumber = 400;

    /// <summary>The first such value or name; null when there is none.</summary>
    public static SpecProblem? Problem(JsonElement element, string path = "")
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    if (property.Name.Contains('\0', StringComparison.Ordinal)) return new SpecProblem(path.Length == 0 ? "body" : path, "the name of a field", Text);
                    if (Problem(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}") is { } problem) return problem;
                }
                return null;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var item in element.EnumerateArray())
                {
                    if (Problem(item, $"{path}[{i++}]") is { } problem) return problem;
                }
                return null;
            case JsonValueKind.String:
                return IsText(element) ? null : new SpecProblem(path, "the text", Text);
            case JsonValueKind.Number:
                var digits = element.GetRawText();
                var isKept = digits.Length <= LongestNumber && element.GetDouble() is var value && double.IsFinite(value) && (value != 0 || digits.AsSpan().IndexOfAnyInRange('1', '9') < 0);
                return isKept ? null : new SpecProblem(path, digits.Length <= 40 ? digits : digits[..40] + "…", Number);
            default:
                return null;
        }
    }

    private static bool IsText(JsonElement element)
    {
        try
        {
            return !element.GetString()!.Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            // What the reader says of text that is no UTF-8 or UTF-16.
            return false;
        }
    }
}
