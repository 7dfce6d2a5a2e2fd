using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradeMatrix.Core.Charts.Upstream;

/// <summary>What an error body of chart-img.com says, in one line.</summary>
internal static class UpstreamMessage
{
    private const int Longest = 500;

    /// <summary>
    /// The text of <c>{"message"}</c>, <c>{"error"}</c>, <c>{"errors":[…]}</c> or an array of <c>{"msg","param"}</c>; empty when
    /// the body is none of these.
    /// </summary>
    public static string Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var text = Text(JsonNode.Parse(body)).ReplaceLineEndings(" ");
            return text.Length <= Longest ? text : text[..Longest] + "…";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // A page of a proxy, or a body that is cut off: its status says enough.
            return "";
        }
    }

    private static string Text(JsonNode? body) => body switch
    {
        JsonArray faults => string.Join("; ", faults.Select(f => $"{f?["param"]} {f?["msg"]}".Trim())),
        JsonObject { } answer when answer["errors"] is JsonArray faults => Text(faults),
        JsonObject answer => (answer["message"] ?? answer["error"])?.ToString() ?? "",
        _ => "",
    };
}
