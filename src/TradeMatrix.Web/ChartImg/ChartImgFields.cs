using System.Text.Json;
using System.Text.Json.Nodes;
using TradeMatrix.Core;
using TradeMatrix.Web.Charts;

namespace TradeMatrix.Web.ChartImg;

/// <summary>A request's fields as one JSON object, from its query, its body or both.</summary>
internal static class ChartImgFields
{
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>
    /// The fields of a query. A name that comes more than once, or with brackets (<c>studies[0]</c>, <c>studies[]</c>), is a list; one
    /// with a word in brackets (<c>override[showLegend]</c>) an object; a value that begins as JSON is read as that.
    /// </summary>
    public static JsonElement OfQuery(IQueryCollection query)
    {
        var fields = new JsonObject();
        foreach (var (key, values) in query)
        {
            foreach (var value in values)
            {
                var bracket = key.IndexOf('[', StringComparison.Ordinal);
                var (name, inner) = bracket > 0 && key.EndsWith(']') ? (key[..bracket], key[(bracket + 1)..^1]) : (key, null);
                var node = Node(value ?? "");
                if (inner?.Length > 0 && !inner.All(char.IsAsciiDigit))
                {
                    if (fields[name] is not JsonObject members) fields[name] = members = [];
                    members[inner] = node;
                }
                else if (inner is not null || fields.ContainsKey(name))
                {
                    if (fields[name] is not JsonArray list) fields[name] = list = fields[name] is { } first ? [first.DeepClone()] : [];
                    list.Add(node);
                }
                else
                {
                    fields[name] = node;
                }
            }
        }
        return JsonSerializer.SerializeToElement(fields);
    }

    /// <summary>The fields of a JSON body, which may be empty; those of the query that it lacks are added.</summary>
    /// <exception cref="ServiceException">The body is no JSON object.</exception>
    public static async Task<JsonElement> OfBodyAsync(HttpRequest request)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted).ConfigureAwait(false);
        var body = Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
        if (request.Query.Count == 0 || (request.Query.Count == 1 && request.Query.ContainsKey("key"))) return body;
        var query = OfQuery(request.Query);
        var merged = ByName(body, StringComparer.OrdinalIgnoreCase);
        foreach (var field in query.EnumerateObject()) merged.TryAdd(field.Name, field.Value);
        return JsonSerializer.SerializeToElement(merged);
    }

    /// <summary>The fields of an object; of one that is given twice the last counts.</summary>
    public static Dictionary<string, JsonElement> ByName(JsonElement fields, StringComparer comparer)
    {
        var named = new Dictionary<string, JsonElement>(comparer);
        foreach (var field in fields.EnumerateObject()) named[field.Name] = field.Value;
        return named;
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Span.Trim(" \t\r\n"u8).Length == 0) return Empty();
        try
        {
            using var document = JsonDocument.Parse(json, Tolerant);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Null) return Empty();
            if (root.ValueKind != JsonValueKind.Object) throw new ServiceException(ErrorCode.InvalidRequest, "the body must be a JSON object");
            if (JsonCheck.Problem(root) is { } problem) throw new ServiceException(ErrorCode.InvalidRequest, problem.ToString());
            return root.Clone();
        }
        catch (JsonException e)
        {
            throw new ServiceException(ErrorCode.InvalidRequest, $"the body must be valid JSON; line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}");
        }
    }

    private static JsonElement Empty() => JsonSerializer.SerializeToElement(new JsonObject());

    private static JsonNode? Node(string value)
    {
        if (value.Length > 1 && value[0] is '[' or '{')
        {
            try
            {
                using var document = JsonDocument.Parse(value, Tolerant);
                if (JsonCheck.Problem(document.RootElement) is null) return JsonNode.Parse(document.RootElement.GetRawText());
            }
            catch (JsonException)
            {
                // A text that only looks like JSON is a text.
            }
        }
        return JsonValue.Create(value.Replace('\0', ' '));
    }
}
