using System.Text.Json;
using System.Text.Json.Nodes;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core;

namespace TradeMatrix.Web.Charts;

/// <summary>
/// Takes fields from a JSON body or a query, noting every problem. A number or truth value may also be a text, as a query
/// has it; a field that nobody asked for is a problem.
/// </summary>
internal sealed class RequestFields
{
    private readonly JsonObject _fields;
    private readonly List<SpecProblem> _problems = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    private RequestFields(JsonObject fields) => _fields = fields;

    public static RequestFields Of(JsonObject fields) => new(fields);

    public static RequestFields Of(IQueryCollection query) => new(new JsonObject(query.Where(q => q.Key != "key").Select(q => KeyValuePair.Create(q.Key, (JsonNode?)JsonValue.Create(q.Value.ToString())))));

    /// <summary>Reads a body, of which every field must be taken.</summary>
    /// <exception cref="ServiceException">It is no JSON object.</exception>
    public static async Task<RequestFields> ReadAsync(HttpRequest request) => new(await ReadBodyAsync(request).ConfigureAwait(false));

    /// <summary>Reads a body.</summary>
    /// <exception cref="ServiceException">It is no JSON object.</exception>
    public static async Task<JsonObject> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentLength == 0) return [];
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = 32, AllowDuplicateProperties = false };
            using var document = await JsonDocument.ParseAsync(request.Body, options, request.HttpContext.RequestAborted).ConfigureAwait(false);
            if (JsonCheck.Problem(document.RootElement) is { } problem) throw ServiceException.Invalid([problem]);
            return document.RootElement.ValueKind == JsonValueKind.Object ? JsonObject.Create(document.RootElement.Clone())! : throw ServiceException.Invalid("body", document.RootElement.GetRawText(), "a JSON object");
        }
        catch (JsonException e)
        {
            throw ServiceException.Invalid("body", e.Message, "a JSON object");
        }
        catch (InvalidOperationException)
        {
            // What the reader says of a name that is no UTF-8 or UTF-16, when it compares names.
            throw ServiceException.Invalid("body", "the name of a field", JsonCheck.Text);
        }
    }

    public string? Text(string name, int longest = 200)
    {
        if (Take(name) is not { } node) return null;
        if (node is JsonValue value && value.GetValueKind() is JsonValueKind.String && value.GetValue<string>() is { } text && text.Length <= longest && !text.Any(char.IsControl)) return text;
        return Wrong<string>(name, node, $"a text of at most {longest} characters");
    }

    /// <summary>A text of several lines.</summary>
    public string? Words(string name, int longest = 20_000)
    {
        if (Take(name) is not { } node) return null;
        if (node is JsonValue value && value.GetValueKind() is JsonValueKind.String && value.GetValue<string>() is { } text && text.Length <= longest && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) return text;
        return Wrong<string>(name, node, $"a text of at most {longest} characters");
    }

    public string? Required(string name, int longest = 200)
    {
        if (Text(name, longest) is { } text && text.Trim().Length > 0) return text.Trim();
        if (!_problems.Exists(p => p.Path == name)) _problems.Add(new SpecProblem(name, "missing", "given"));
        return null;
    }

    public string? Choice(string name, IReadOnlyList<string> allowed)
    {
        if (Text(name) is not { } text) return null;
        return allowed.FirstOrDefault(a => string.Equals(a, text, StringComparison.OrdinalIgnoreCase)) ?? Wrong<string>(name, JsonValue.Create(text), "one of " + string.Join(", ", allowed));
    }

    public bool? Flag(string name)
    {
        if (Take(name) is not { } node) return null;
        return Spelled(node).ToLowerInvariant() switch
        {
            "true" or "1" => true,
            "false" or "0" => false,
            _ => WrongValue<bool>(name, node, "true or false"),
        };
    }

    public int? Int(string name, int min, int max)
    {
        if (Take(name) is not { } node) return null;
        return int.TryParse(Spelled(node), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : WrongValue<int>(name, node, $"a whole number from {min} to {max}");
    }

    public decimal? Number(string name)
    {
        if (Take(name) is not { } node) return null;
        return decimal.TryParse(Spelled(node), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : WrongValue<decimal>(name, node, "a number");
    }

    /// <summary>A timeframe in any spelling.</summary>
    /// <exception cref="ServiceException">It is none: an error of its own, with the list of timeframes.</exception>
    public Timeframe? Timeframe(string name)
    {
        if (Take(name) is not { } node) return null;
        var text = Spelled(node);
        if (Charting.Bars.Timeframe.TryParse(text, out var timeframe) && Charting.Bars.Timeframe.Names.Contains(timeframe.ToString(), StringComparer.Ordinal)) return timeframe;
        var problem = new SpecProblem(name, text, "one of " + string.Join(", ", Charting.Bars.Timeframe.Names));
        throw new ServiceException(ErrorCode.InvalidTimeframe, problem.ToString()) { Problems = [problem] };
    }

    /// <summary>A date or time; without an offset it counts as UTC.</summary>
    public DateTime? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        return Moment.TryParse(text, out var moment)
            ? DateTime.UnixEpoch.AddMilliseconds(moment.Start("Etc/UTC"))
            : WrongValue<DateTime>(name, JsonValue.Create(text), Moment.Allowed);
    }

    /// <summary>Where a page begins: the field <c>cursor</c>.</summary>
    public PageCursor? Cursor()
    {
        if (Text("cursor") is not { Length: > 0 } text) return null;
        var cursor = PageCursor.TryParse(text);
        if (cursor is null) Add("cursor", text, "the next_cursor of a page");
        return cursor;
    }

    public JsonObject? Object(string name) => Take(name) is { } node ? node as JsonObject ?? Wrong<JsonObject>(name, node, "an object") : null;

    public JsonArray? Array(string name) => Take(name) is { } node ? node as JsonArray ?? Wrong<JsonArray>(name, node, "a list") : null;

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (Array(name) is not { } list) return null;
        if (list.All(n => n is JsonValue v && v.GetValueKind() == JsonValueKind.String)) return [.. list.Select(n => n!.GetValue<string>())];
        return Wrong<IReadOnlyList<string>>(name, list, "a list of texts");
    }

    /// <summary>Lists of texts by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? TextLists(string name)
    {
        if (Object(name) is not { } lists) return null;
        var result = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (key, list) in lists)
        {
            if (list is JsonArray array && array.All(n => n is JsonValue v && v.GetValueKind() == JsonValueKind.String)) result[key] = [.. array.Select(n => n!.GetValue<string>())];
            else Wrong<string>($"{name}.{key}", list, "a list of texts");
        }
        return result;
    }

    public void Add(string name, string value, string allowed) => _problems.Add(new SpecProblem(name, value, allowed));

    /// <summary>Ends the reading.</summary>
    /// <exception cref="ServiceException">Some fields are wrong; it lists every problem.</exception>
    public void ThrowIfWrong()
    {
        foreach (var (name, value) in _fields)
        {
            if (!_taken.Contains(name)) _problems.Add(new SpecProblem(name, value is null ? "null" : Spelled(value), "left out; known are " + string.Join(", ", _taken.Order(StringComparer.Ordinal))));
        }
        if (_problems.Count > 0) throw ServiceException.Invalid(_problems);
    }

    private JsonNode? Take(string name)
    {
        _taken.Add(name);
        return _fields[name];
    }

    private static string Spelled(JsonNode node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : node.ToJsonString();

    private T? Wrong<T>(string name, JsonNode? node, string allowed) where T : class
    {
        _problems.Add(new SpecProblem(name, node is null ? "null" : Spelled(node), allowed));
        return null;
    }

    private T? WrongValue<T>(string name, JsonNode? node, string allowed) where T : struct
    {
        _problems.Add(new SpecProblem(name, node is null ? "null" : Spelled(node), allowed));
        return null;
    }
}
