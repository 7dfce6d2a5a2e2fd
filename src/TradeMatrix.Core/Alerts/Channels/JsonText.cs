using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradeMatrix.Core.Alerts.Channels;

/// <summary>Reads answers that ought to be JSON.</summary>
internal static class JsonText
{
    /// <summary>A text or number along a path of names, as text; null when it is not there.</summary>
    public static string? Find(string json, params ReadOnlySpan<string> path)
    {
        try
        {
            var node = JsonNode.Parse(json);
            foreach (var name in path) node = (node as JsonObject)?[name];
            // What names a message is short, and PostgreSQL takes no zero characters.
            return node is JsonValue && node.ToString() is { Length: <= 200 } text && !text.Any(char.IsControl) ? text : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
