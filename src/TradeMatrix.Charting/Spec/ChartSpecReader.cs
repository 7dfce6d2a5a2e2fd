using System.Collections.Immutable;
using System.Text.Json;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Spec;

/// <summary>Reads a spec from JSON, noting every problem. Nested objects of settings become dotted keys.</summary>
internal sealed class ChartSpecReader
{
    private readonly List<SpecProblem> _problems = [];

    private static readonly IReadOnlyDictionary<string, Func<ChartSpecReader, ChartSpec, JsonElement, ChartSpec>> Fields =
        new Dictionary<string, Func<ChartSpecReader, ChartSpec, JsonElement, ChartSpec>>(StringComparer.Ordinal)
        {
            ["symbol"] = (r, s, v) => s with { Symbol = r.Text("symbol", v) ?? "" },
            ["description"] = (r, s, v) => s with { Description = r.Text("description", v) },
            ["exchange"] = (r, s, v) => s with { Exchange = r.Text("exchange", v) },
            ["interval"] = (r, s, v) => s with { Interval = r.Interval(v) },
            ["width"] = (r, s, v) => s with { Width = r.Int("width", v) ?? s.Width },
            ["height"] = (r, s, v) => s with { Height = r.Int("height", v) ?? s.Height },
            ["scaleFactor"] = (r, s, v) => s with { ScaleFactor = r.Number("scaleFactor", v) ?? 1 },
            // A request names its picture's format; a spec is the same for all of them.
            ["format"] = (r, s, v) => r.Checked(s, "format", v),
            ["style"] = (r, s, v) => s with { Style = r.Word("style", v, s.Style) },
            ["theme"] = (r, s, v) => s with { Theme = r.Word("theme", v, s.Theme) },
            ["scale"] = (r, s, v) => s with { Scale = r.Word("scale", v, s.Scale) },
            ["session"] = (r, s, v) => s with { Session = r.Word("session", v, s.Session) },
            ["timezone"] = (r, s, v) => s with { Timezone = r.Text("timezone", v) ?? s.Timezone },
            ["range"] = (r, s, v) => s with { Range = r.Range(v) },
            ["bars"] = (r, s, v) => s with { Bars = r.Int("bars", v) },
            ["asOf"] = (r, s, v) => s with { AsOf = r.Time("asOf", v) },
            ["shiftLeft"] = (r, s, v) => s with { ShiftLeft = r.Int("shiftLeft", v) ?? 0 },
            ["shiftRight"] = (r, s, v) => s with { ShiftRight = r.Int("shiftRight", v) ?? 0 },
            ["precision"] = (r, s, v) => s with { Precision = r.Int("precision", v) },
            ["title"] = (r, s, v) => s with { Title = r.Text("title", v) },
            ["watermark"] = (r, s, v) => s with { Watermark = r.Text("watermark", v) },
            ["watermarkSize"] = (r, s, v) => s with { WatermarkSize = r.Int("watermarkSize", v) ?? s.WatermarkSize },
            ["watermarkOpacity"] = (r, s, v) => s with { WatermarkOpacity = r.Number("watermarkOpacity", v) ?? 1 },
            ["override"] = (r, s, v) => s with { Override = r.SettingsOf("override", v) },
            ["studies"] = (r, s, v) => s with { Studies = r.Items("studies", v, r.Study) },
            ["drawings"] = (r, s, v) => s with { Drawings = r.Items("drawings", v, r.Drawing) },
        };

    public static ChartSpec Read(string json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            throw new ChartSpecException([new SpecProblem("$", $"line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}", "valid JSON")]);
        }
        catch (ArgumentException)
        {
            throw new ChartSpecException([new SpecProblem("$", "a text with half a character", "valid Unicode")]);
        }
        using (document)
        {
            try
            {
                return new ChartSpecReader().Read(document.RootElement);
            }
            catch (InvalidOperationException)
            {
                // What JsonElement throws for an escaped half of a surrogate pair.
                throw new ChartSpecException([new SpecProblem("$", @"a text with half a character (\ud800 to \udfff)", "valid Unicode")]);
            }
        }
    }

    private ChartSpec Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new ChartSpecException([new SpecProblem("$", Shown(root), "an object")]);
        var spec = new ChartSpec();
        foreach (var field in root.EnumerateObject())
        {
            if (Fields.TryGetValue(field.Name, out var read)) spec = field.Value.ValueKind == JsonValueKind.Null ? spec : read(this, spec, field.Value);
            else Add(field.Name, field.Value, "a known field: " + string.Join(", ", Fields.Keys.Order(StringComparer.Ordinal)));
        }
        // What could not be read is reported once; the check sees only what stands in its place.
        _problems.AddRange(ChartSpecCheck.Problems(spec).Where(p => !_problems.Exists(read => p.Path == read.Path || p.Path.StartsWith(read.Path + ".", StringComparison.Ordinal))).ToList());
        return _problems.Count == 0 ? spec : throw new ChartSpecException(_problems);
    }

    private StudySpec Study(string path, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            try
            {
                return StudySpec.FromCode(json.GetString()!);
            }
            catch (ChartSpecException e)
            {
                _problems.AddRange(e.Problems.Select(p => p with { Path = path }));
                return new StudySpec(Catalog.Studies.Keys.First());
            }
        }
        var study = new StudySpec(Name(path, json));
        foreach (var field in Members(path, json, "name", "forceOverlay", "input", "override"))
        {
            study = field.Name switch
            {
                "forceOverlay" => study with { ForceOverlay = Flag(path + ".forceOverlay", field.Value) },
                "input" => study with { Input = SettingsOf(path + ".input", field.Value) },
                "override" => study with { Override = SettingsOf(path + ".override", field.Value) },
                _ => study,
            };
        }
        return study;
    }

    private DrawingSpec Drawing(string path, JsonElement json)
    {
        var drawing = new DrawingSpec(Name(path, json));
        foreach (var field in Members(path, json, "name", "input", "override", "zOrder"))
        {
            drawing = field.Name switch
            {
                "input" => drawing with { Input = SettingsOf(path + ".input", field.Value) },
                "override" => drawing with { Override = SettingsOf(path + ".override", field.Value) },
                "zOrder" => drawing with { OnTop = Order(path + ".zOrder", field.Value) },
                _ => drawing,
            };
        }
        return drawing;
    }

    private bool? Order(string path, JsonElement value)
    {
        if (Text(path, value) is not { } word) return null;
        if (word is not ("top" or "bottom")) Add(path, value, "top or bottom");
        return word == "top";
    }

    private string Name(string path, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("name", out var name)) return Text(path + ".name", name) ?? "";
        if (json.ValueKind == JsonValueKind.Object) _problems.Add(new(path + ".name", "missing", "a string"));
        return "";
    }

    private IEnumerable<JsonProperty> Members(string path, JsonElement json, params string[] known)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Add(path, json, "an object");
            yield break;
        }
        foreach (var field in json.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Null) continue;
            if (known.Contains(field.Name)) yield return field;
            else Add($"{path}.{field.Name}", field.Value, "one of " + string.Join(", ", known));
        }
    }

    private ImmutableArray<T> Items<T>(string path, JsonElement json, Func<string, JsonElement, T> read)
    {
        if (json.ValueKind == JsonValueKind.Array) return [.. json.EnumerateArray().Select((item, i) => read($"{path}[{i}]", item))];
        Add(path, json, "an array");
        return [];
    }

    private ImmutableSortedDictionary<string, SettingValue> SettingsOf(string path, JsonElement json)
    {
        var settings = ImmutableSortedDictionary.CreateBuilder<string, SettingValue>(StringComparer.Ordinal);
        if (json.ValueKind == JsonValueKind.Object) Flatten(path, "", json, settings);
        else Add(path, json, "an object");
        return settings.ToImmutable();
    }

    private void Flatten(string path, string prefix, JsonElement json, ImmutableSortedDictionary<string, SettingValue>.Builder settings)
    {
        foreach (var field in json.EnumerateObject())
        {
            var key = prefix + field.Name;
            switch (field.Value.ValueKind)
            {
                case JsonValueKind.Object: Flatten(path, key + ".", field.Value, settings); break;
                case JsonValueKind.Number: settings[key] = field.Value.GetDouble(); break;
                case JsonValueKind.True or JsonValueKind.False: settings[key] = field.Value.GetBoolean(); break;
                case JsonValueKind.String: settings[key] = field.Value.GetString()!; break;
                case JsonValueKind.Array: Add($"{path}.{key}", field.Value, "a number, a text, true or false"); break;
            }
        }
    }

    private Timeframe Interval(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && Timeframe.TryParse(value.GetString(), out var timeframe)) return timeframe;
        Add("interval", value, "one of " + string.Join(", ", Timeframe.Names));
        return Timeframe.D1;
    }

    private ChartRange? Range(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return new ChartRange(value.GetString()!.ToUpperInvariant());
        long? from = null, to = null;
        foreach (var field in Members("range", value, "from", "to"))
        {
            if (field.Name == "from") from = Time("range.from", field.Value);
            else to = Time("range.to", field.Value);
        }
        if (value.ValueKind != JsonValueKind.Object) return null;
        foreach (var key in new[] { "from", "to" })
        {
            if (!value.TryGetProperty(key, out _)) _problems.Add(new("range." + key, "missing", "an ISO 8601 date-time string"));
        }
        return from is { } start && to is { } end ? new ChartRange(null, start, end) : null;
    }

    private T Word<T>(string path, JsonElement value, T otherwise) where T : struct, Enum
    {
        var names = Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName).ToList();
        if (value.ValueKind == JsonValueKind.String && names.Contains(value.GetString()!)) return Enum.Parse<T>(value.GetString()!, ignoreCase: true);
        Add(path, value, "one of " + string.Join(", ", names));
        return otherwise;
    }

    /// <summary>The spec unchanged, once the value is seen to be a text.</summary>
    private ChartSpec Checked(ChartSpec spec, string path, JsonElement value)
    {
        Text(path, value);
        return spec;
    }

    private string? Text(string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        Add(path, value, "a string");
        return null;
    }

    private bool? Flag(string path, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Add(path, value, "true or false");
        return null;
    }

    private int? Int(string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)) return number;
        Add(path, value, "an integer");
        return null;
    }

    private double? Number(string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number) return value.GetDouble();
        Add(path, value, "a number");
        return null;
    }

    private long? Time(string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && SettingDefinition.TryParseTime(value.GetString()!, out var time)) return time;
        Add(path, value, "an ISO 8601 date-time string");
        return null;
    }

    private void Add(string path, JsonElement value, string allowed) => _problems.Add(new(path, Shown(value), allowed));

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => $"'{value.GetString()}'",
        _ => value.GetRawText(),
    };
}
