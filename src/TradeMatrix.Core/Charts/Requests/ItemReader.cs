using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Charts.Requests;

/// <summary>Reads studies, drawings and looks: what is unknown is left out and noted, what is written otherwise is found.</summary>
internal sealed class ItemReader(Dialect dialect, Findings findings)
{
    /// <summary>Most keys of one object that are looked at.</summary>
    private const int MostKeys = 500;

    private static readonly ImmutableSortedDictionary<string, SettingValue> None = ImmutableSortedDictionary.Create<string, SettingValue>(StringComparer.Ordinal);

    private readonly ValueReader _values = new(findings, dialect.IsQuery);

    /// <summary>Studies from a text: a code or name, or several of them joined by commas.</summary>
    public IEnumerable<StudySpec> Studies(string path, JsonElement value)
    {
        var text = value.GetString()!.Trim();
        if (text.Length == 0) return [];
        if (TryStudy(text) is { } study)
        {
            if (!dialect.IsVersion1 || !IsCode(text)) findings.Taken(path, value, Shown(study));
            return [study];
        }
        var parts = Split(text);
        var studies = parts.Select(TryStudy).ToList();
        if (parts.Count > 1 && studies.TrueForAll(s => s is not null))
        {
            findings.Taken(path, value, string.Join(" and ", studies.Select(s => Shown(s!))));
            return studies!;
        }
        findings.Wrong(path + (dialect.IsVersion1 ? "" : ".name"), value, "a supported name");
        return [];
    }

    /// <summary>A study from an object.</summary>
    public StudySpec? Study(string path, JsonElement value)
    {
        if (!value.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
        {
            findings.Wrong($"{path}.name", name.ValueKind == JsonValueKind.Undefined ? value : name, "a supported name");
            return null;
        }
        var word = name.GetString()!;
        var study = Catalog.Studies.ContainsKey(word) ? new StudySpec(word) : TryStudy(word);
        if (study is null)
        {
            findings.Wrong($"{path}.name", name, "a supported name");
            return null;
        }
        if (study.Name != word) findings.Taken($"{path}.name", name, Shown(study));
        var definition = Catalog.Studies[study.Name];
        foreach (var field in value.EnumerateObject().Take(MostKeys))
        {
            var at = $"{path}.{field.Name}";
            if (field.Value.ValueKind == JsonValueKind.Null) continue;
            switch (field.Name.ToLowerInvariant())
            {
                case "name": break;
                case "forceoverlay" when _values.Flag(at, field.Value) is { } flag: study = study with { ForceOverlay = flag }; break;
                case "forceoverlay": break;
                case "input" or "inputs":
                    if (field.Name != "input") findings.Taken(at, field.Value, "input");
                    study = study with { Input = study.Input.SetItems(Inputs(at, field.Value, definition.Inputs, "input")) };
                    break;
                case "override" or "overrides":
                    if (field.Name != "override") findings.Taken(at, field.Value, "override");
                    study = study with { Override = study.Override.SetItems(Look(at, field.Value, definition.Overrides)) };
                    break;
                default: findings.Ignored(at, Findings.Shown(field.Value), "a study has no such key"); break;
            }
        }
        return study;
    }

    /// <summary>A drawing from an object.</summary>
    public DrawingSpec? Drawing(string path, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            findings.Wrong(path, value, "an object");
            return null;
        }
        if (!value.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String || Words.Drawing(name.GetString()!) is not { } known)
        {
            findings.Wrong($"{path}.name", name.ValueKind == JsonValueKind.Undefined ? value : name, "a supported name");
            return null;
        }
        if (known != name.GetString()) findings.Taken($"{path}.name", name, known);
        var definition = Catalog.Drawings[known];
        var drawing = new DrawingSpec(known);
        foreach (var field in value.EnumerateObject().Take(MostKeys))
        {
            var at = $"{path}.{field.Name}";
            if (field.Value.ValueKind == JsonValueKind.Null) continue;
            switch (field.Name.ToLowerInvariant())
            {
                case "name": break;
                case "input" or "inputs":
                    if (field.Name != "input") findings.Taken(at, field.Value, "input");
                    drawing = drawing with { Input = drawing.Input.SetItems(Inputs(at, field.Value, definition.Inputs, "point")) };
                    break;
                case "override" or "overrides":
                    if (field.Name != "override") findings.Taken(at, field.Value, "override");
                    // A text belongs to the inputs, whatever it stands among.
                    foreach (var (key, given) in Flat(at, field.Value).Where(f => f.Key == "text" && definition.Inputs.Any(i => i.Key == "text")))
                    {
                        findings.Taken($"{at}.{key}", given, "input.text");
                        if (_values.Text($"{at}.{key}", given) is { } text) drawing = drawing.With("text", text);
                    }
                    drawing = drawing with { Override = Look(at, field.Value, definition.Overrides, definition.Inputs.Any(i => i.Key == "text") ? "text" : null) };
                    break;
                case "zorder":
                    var order = _values.Word(at, field.Value, w => w.ToLowerInvariant());
                    if (order is "top" or "bottom") drawing = drawing with { OnTop = order == "top" };
                    else if (order is not null) findings.Wrong(at, field.Value, "top or bottom");
                    break;
                default: findings.Ignored(at, Findings.Shown(field.Value), "a drawing has no such key"); break;
            }
        }
        return drawing;
    }

    /// <summary>Keys of a look.</summary>
    /// <param name="path">Path for notes.</param>
    /// <param name="value">An object, its inner objects being parts of the keys.</param>
    /// <param name="definitions">The keys that exist.</param>
    /// <param name="except">A key that was read elsewhere.</param>
    public ImmutableSortedDictionary<string, SettingValue> Look(string path, JsonElement value, IReadOnlyList<SettingDefinition> definitions, string? except = null)
    {
        var look = None.ToBuilder();
        foreach (var (key, given) in Flat(path, value).Where(f => f.Key != except))
        {
            var at = $"{path}.{key}";
            var definition = definitions.FirstOrDefault(d => d.Key == key) ?? Named(definitions, d => d.Key, "look", key);
            if (definition is null)
            {
                findings.Ignored(at, Findings.Shown(given), "there is no such key here");
                continue;
            }
            if (definition.Key != key) findings.Taken(at, given, definition.Key);
            if (_values.Setting(definition, at, given) is { } read) look[definition.Key] = read;
        }
        return look.ToImmutable();
    }

    /// <summary>Inputs by key, by position or by meaning.</summary>
    private ImmutableSortedDictionary<string, SettingValue> Inputs(string path, JsonElement value, IReadOnlyList<SettingDefinition> definitions, string words)
    {
        var inputs = None.ToBuilder();
        if (value.ValueKind == JsonValueKind.Array)
        {
            var i = 0;
            foreach (var item in value.EnumerateArray().Take(MostKeys))
            {
                var at = $"{path}[{i}]";
                if (i < definitions.Count) Put(definitions[i++], at, item);
                else findings.Ignored(at, Findings.Shown(item), $"there are {definitions.Count} inputs");
            }
            if (i > 0) findings.Taken(path, value, string.Join(", ", definitions.Take(i).Select(d => d.Key)));
            return inputs.ToImmutable();
        }
        if (value.ValueKind != JsonValueKind.Object)
        {
            findings.Wrong(path, value, "an object");
            return None;
        }
        foreach (var field in value.EnumerateObject().Take(MostKeys).Where(f => f.Value.ValueKind != JsonValueKind.Null))
        {
            var at = $"{path}.{field.Name}";
            var definition = definitions.FirstOrDefault(d => d.Key == field.Name) ?? ByPosition(definitions, field.Name) ?? ByMeaning(definitions, field.Name, words);
            if (definition is null)
            {
                findings.Ignored(at, Findings.Shown(field.Value), definitions.Count == 0 ? "there are no inputs here" : "the inputs are " + string.Join(", ", definitions.Select(d => d.Key)));
                continue;
            }
            if (definition.Key != field.Name) findings.Taken(at, field.Value, definition.Key);
            Put(definition, at, field.Value);
        }
        return inputs.ToImmutable();

        void Put(SettingDefinition definition, string at, JsonElement given)
        {
            if (_values.Setting(definition, at, given) is { } read) inputs[definition.Key] = read;
        }
    }

    /// <summary><c>in_0</c> for the first input, whatever its name.</summary>
    private static SettingDefinition? ByPosition(IReadOnlyList<SettingDefinition> definitions, string key) =>
        key.StartsWith("in_", StringComparison.OrdinalIgnoreCase) && int.TryParse(key.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < definitions.Count ? definitions[index] : null;

    /// <summary>An input by its label or a usual name, periods being lengths.</summary>
    private static SettingDefinition? ByMeaning(IReadOnlyList<SettingDefinition> definitions, string key, string words)
    {
        var plain = Words.Plain(key).Replace("periods", "length", StringComparison.Ordinal).Replace("period", "length", StringComparison.Ordinal);
        if (Named(definitions, d => d.Key, words, plain) is { } byKey) return byKey;
        if (Named(definitions, d => d.Label, words, plain) is { } byLabel) return byLabel;
        var bare = plain.Replace("length", "", StringComparison.Ordinal);
        return plain == "length"
            ? definitions.FirstOrDefault(d => d.Type is SettingType.Integer or SettingType.Float && (Has(d.Key) || Has(d.Label)))
            : bare.Length > 0 ? Named(definitions, d => d.Label.Replace("length", "", StringComparison.OrdinalIgnoreCase), words, bare) : null;

        static bool Has(string text) => text.Contains("length", StringComparison.OrdinalIgnoreCase) || text.Contains("period", StringComparison.OrdinalIgnoreCase);
    }

    private static SettingDefinition? Named(IReadOnlyList<SettingDefinition> definitions, Func<SettingDefinition, string> name, string words, string key)
    {
        var plain = Words.Plain(key);
        if (plain.Length == 0) return null;
        var same = definitions.FirstOrDefault(d => Words.Plain(name(d)) == plain);
        return same ?? Words.FindAll(words, plain).Select(w => definitions.FirstOrDefault(d => Words.Plain(name(d)) == Words.Plain(w))).FirstOrDefault(d => d is not null);
    }

    /// <summary>The members of an object, inner objects as dotted keys.</summary>
    private List<KeyValuePair<string, JsonElement>> Flat(string path, JsonElement value)
    {
        var flat = new List<KeyValuePair<string, JsonElement>>();
        if (value.ValueKind == JsonValueKind.Object) Add("", value);
        else findings.Wrong(path, value, "an object");
        return flat;

        void Add(string prefix, JsonElement inner)
        {
            foreach (var field in inner.EnumerateObject())
            {
                if (flat.Count == MostKeys) return;
                if (field.Value.ValueKind == JsonValueKind.Object) Add($"{prefix}{field.Name}.", field.Value);
                else if (field.Value.ValueKind != JsonValueKind.Null) flat.Add(KeyValuePair.Create(prefix + field.Name, field.Value));
            }
        }
    }

    private static StudySpec? TryStudy(string text)
    {
        try
        {
            return StudyNames.Read(text);
        }
        catch (ChartSpecException)
        {
            // It names no study, which the caller says with the field's name.
            return null;
        }
    }

    private static bool IsCode(string text) => Catalog.Codes.ContainsKey(text.Split(':')[0].Trim());

    /// <summary>Parts between commas, each beginning with a study's name; other parts are arguments of the one before.</summary>
    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (parts.Count > 0 && TryStudy(part) is null) parts[^1] += "," + part;
            else parts.Add(part);
        }
        return parts;
    }

    private static string Shown(StudySpec study) => study.Input.Count == 0 ? study.Name : $"{study.Name} ({string.Join(", ", study.Input.Select(i => $"{i.Key} {i.Value}"))})";
}
