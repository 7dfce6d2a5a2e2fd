using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Conformance;

/// <summary>
/// Sends recorded requests to a running server and checks the answers: status, type, size of the picture, the shapes of JSON, and by
/// the picture's data that each study and drawing is there.
/// </summary>
/// <param name="client">Speaks to the server.</param>
/// <param name="key">A key that the server takes.</param>
public sealed class Replay(HttpClient client, string key)
{
    private readonly List<string> _faults = [];

    /// <summary>What is wrong with the answers to a request; empty when nothing is.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(RecordedRequest request, CancellationToken cancellationToken)
    {
        _faults.Clear();
        using var message = request.ToMessage(key);
        using var response = await client.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var status = (int)response.StatusCode;
        if (!request.Expected.Contains(status)) return [$"status {status}, expected {string.Join(" or ", request.Expected)}: {System.Text.Encoding.UTF8.GetString(body)}"];
        if (status != 200)
        {
            Require(Json(body)?["message"] is JsonValue, "a failure has a message");
        }
        else if (!request.IsChart)
        {
            if (request.Path.StartsWith("/v3", StringComparison.Ordinal)) List(request, Json(body));
        }
        else
        {
            if (request.IsStored) await StoredAsync(request, Json(body), cancellationToken).ConfigureAwait(false);
            else Picture(request, response.Content.Headers.ContentType?.MediaType, body);
            await DataAsync(request, cancellationToken).ConfigureAwait(false);
        }
        return [.. _faults];
    }

    private void Picture(RecordedRequest request, string? type, byte[] bytes)
    {
        Require(type == "image/png", $"type {type}, expected image/png");
        if (bytes.Length < 24 || !bytes.AsSpan(1, 3).SequenceEqual("PNG"u8)) _faults.Add("the bytes are no PNG");
        else Require((BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20))) == request.Size(), $"the picture must be {request.Size()}");
    }

    private async Task StoredAsync(RecordedRequest request, JsonNode? json, CancellationToken cancellationToken)
    {
        string[] keys = request.IsFirst ? ["url", "size", "cors", "etag", "expireAt", "createdAt"] : ["url", "etag", "expire"];
        Require(json is JsonObject o && o.Select(p => p.Key).SequenceEqual(keys), $"the answer must have {string.Join(", ", keys)}");
        if (json is not JsonObject) return;
        Require(((string?)json["etag"])?.Length == 32, "etag must have 32 digits");
        foreach (var time in keys.Where(k => k.Contains("xpire", StringComparison.Ordinal) || k == "createdAt"))
            Require(DateTime.TryParse((string?)json[time], CultureInfo.InvariantCulture, out _), $"{time} must be a time");
        using var stored = await client.GetAsync(new Uri((string)json["url"]!), cancellationToken).ConfigureAwait(false);
        Require(stored.IsSuccessStatusCode, $"the stored picture must be there, status {(int)stored.StatusCode}");
        Picture(request, stored.Content.Headers.ContentType?.MediaType, await stored.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Asks for the same chart's data and looks for what was asked for.</summary>
    private async Task DataAsync(RecordedRequest request, CancellationToken cancellationToken)
    {
        using var message = request.ToMessage(key, "application/json", request.Path.Replace("/storage", "", StringComparison.Ordinal));
        using var response = await client.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var data = Json(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        if (!response.IsSuccessStatusCode || data?["bars"] is not JsonArray { Count: > 0 } || (string?)data["altText"] is not { Length: > 0 })
        {
            _faults.Add($"the data must have bars and an alternative text, status {(int)response.StatusCode}");
            return;
        }
        var panes = data["panes"]!.AsArray();
        var drawn = panes.SelectMany(p => p!["studies"]!.AsArray()).ToList();
        foreach (var (name, input) in Studies(request))
        {
            var found = drawn.FirstOrDefault(d => (string?)d!["name"] == name && input.All(i => Same(d["input"]![i.Key], i.Value)));
            Require(found is not null, $"the study {name} {string.Join(' ', input.Select(i => $"{i.Key}={i.Value}"))} is missing");
            if (found is not null) drawn.Remove(found);
        }
        var drawings = panes.Where(p => p!["drawings"] is not null).SelectMany(p => p!["drawings"]!.AsArray()).Select(d => (string?)d!["name"]).ToList();
        foreach (var name in request.Body?["drawings"]?.AsArray().Select(d => (string?)d!["name"]) ?? []) Require(drawings.Remove(name), $"the drawing {name} is missing");
    }

    /// <summary>Names of the studies asked for, with those inputs that the catalogue has under the same key.</summary>
    private static IEnumerable<(string Name, IReadOnlyDictionary<string, JsonNode?> Input)> Studies(RecordedRequest request)
    {
        if (request.Body?["studies"] is JsonArray given)
        {
            foreach (var study in given.Select(s => s!.AsObject()))
            {
                var name = (string)study["name"]!;
                var known = Catalog.Studies[name].Inputs.Select(i => i.Key).ToHashSet(StringComparer.Ordinal);
                yield return (name, study["input"] is JsonObject input ? input.Where(i => known.Contains(i.Key)).ToDictionary(StringComparer.Ordinal) : new Dictionary<string, JsonNode?>(StringComparer.Ordinal));
            }
        }
        foreach (var code in request.Query("studies").SelectMany(s => s.Contains('@', StringComparison.Ordinal) ? s.Split(',') : [s]).Select(s => s.Split('@')[0]))
        {
            var study = StudySpec.FromCode(code);
            yield return (study.Name, code.Contains(':', StringComparison.Ordinal)
                ? study.Input.ToDictionary(i => i.Key, i => JsonNode.Parse(i.Value.Raw is string text ? JsonSerializer.Serialize(text) : i.Value.ToString()), StringComparer.Ordinal)
                : new Dictionary<string, JsonNode?>(StringComparer.Ordinal));
        }
    }

    private void List(RecordedRequest request, JsonNode? json)
    {
        Require(json is JsonObject o && o.ContainsKey("updatedAt") && json["payload"] is JsonArray { Count: > 0 }, "the list must have updatedAt and a payload");
        if (json?["payload"] is not JsonArray payload) return;
        if (request.Path.EndsWith("/list", StringComparison.Ordinal))
        {
            Require(payload.All(p => p is JsonValue v && v.GetValueKind() == JsonValueKind.String), "exchanges must be texts");
            return;
        }
        string[] keys = ["symbol", "description", "type", "exchange", "currency_code", "currency-logoid", "base-currency-logoid", "provider_id", "source2", "source_id", "typespecs"];
        Require(payload.All(p => p is JsonObject o && keys.All(o.ContainsKey)), $"a symbol must have {string.Join(", ", keys)}");
    }

    private static bool Same(JsonNode? a, JsonNode? b) => a is not null && b is not null && (JsonNode.DeepEquals(a, b) || (double.TryParse(a.ToString(), CultureInfo.InvariantCulture, out var x) && double.TryParse(b.ToString(), CultureInfo.InvariantCulture, out var y) && x == y));

    private void Require(bool holds, string fault)
    {
        if (!holds) _faults.Add(fault);
    }

    private static JsonNode? Json(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
