using System.Text;
using System.Text.Json.Nodes;

namespace TradeMatrix.Conformance;

/// <summary>A request as a public client of chart-img.com sends it, read from a file.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="Fields">Its content: method, path, query, headers, body and the statuses that may be answered.</param>
public sealed record RecordedRequest(string Name, JsonObject Fields)
{
    private const string KeyMark = "YOUR_API_KEY";

    /// <summary>Path of the request.</summary>
    public string Path => (string)Fields["path"]!;

    /// <summary>The body; null when there is none.</summary>
    public JsonObject? Body => Fields["body"] as JsonObject;

    /// <summary>Statuses that may be answered; only 200 when the file names none.</summary>
    public IReadOnlyList<int> Expected => Fields["expect"] is JsonArray statuses ? [.. statuses.Select(s => (int)s!)] : [200];

    /// <summary>Whether it is one of version 1, which has its own defaults.</summary>
    public bool IsFirst => !Path.StartsWith("/v2", StringComparison.Ordinal) && !Path.StartsWith("/v3", StringComparison.Ordinal);

    /// <summary>Whether the picture is to be kept.</summary>
    public bool IsStored => Path.Contains("/storage", StringComparison.Ordinal);

    /// <summary>Whether it asks for a chart of ours, and not for a list or another's layout.</summary>
    public bool IsChart => Path.Contains("advanced-chart", StringComparison.Ordinal) || Path.Contains("mini-chart", StringComparison.Ordinal);

    /// <summary>The requests of a folder, by name.</summary>
    public static IReadOnlyList<RecordedRequest> ReadAll(string folder) =>
        [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(f => new RecordedRequest(System.IO.Path.GetFileName(f), JsonNode.Parse(File.ReadAllText(f))!.AsObject()))];

    /// <summary>Values of a field of the query.</summary>
    public IReadOnlyList<string> Query(string name) => [.. Pairs().Where(p => p.Key == name).Select(p => p.Value)];

    /// <summary>The size asked for, or its version's default.</summary>
    public (int Width, int Height) Size()
    {
        var isMini = Path.Contains("mini-chart", StringComparison.Ordinal);
        return (Number("width", isMini ? 350 : 800), Number("height", isMini ? 220 : 600));

        int Number(string name, int otherwise) => Body?[name] is { } inBody ? (int)inBody : Query(name) is [var text, ..] ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>The request itself.</summary>
    /// <param name="key">The key to send.</param>
    /// <param name="accept">What to accept, in place of what the client did; null to leave it.</param>
    /// <param name="path">Another path with the same fields; null for its own.</param>
    public HttpRequestMessage ToMessage(string key, string? accept = null, string? path = null)
    {
        var query = string.Join('&', Pairs().Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value.Replace(KeyMark, key, StringComparison.Ordinal))}"));
        var message = new HttpRequestMessage(new HttpMethod((string)Fields["method"]!), (path ?? Path) + (query.Length > 0 ? "?" + query : ""));
        foreach (var (name, value) in Fields["headers"]!.AsObject().Where(h => h.Key != "content-type" && (h.Key != "accept" || accept is null)))
            message.Headers.TryAddWithoutValidation(name, ((string)value!).Replace(KeyMark, key, StringComparison.Ordinal));
        if (accept is not null) message.Headers.TryAddWithoutValidation("Accept", accept);
        if (Body is { } body) message.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return message;
    }

    private IEnumerable<KeyValuePair<string, string>> Pairs() => Fields["query"]!.AsArray().Select(p => KeyValuePair.Create((string)p![0]!, (string)p[1]!));
}
