using System.Text.Json;
using System.Text.RegularExpressions;

namespace TradeMatrix.Charting.Spec;

/// <summary>
/// The studies, drawings and chart settings that exist, with their names, inputs, defaults and limits, read from the embedded
/// <c>catalog.json</c>. The names and figures are those of chart-img.com's documentation (edition of November 2025), plus our own.
/// </summary>
public static partial class Catalog
{
    private static readonly Lazy<Tables> Loaded = new(Load);

    /// <summary>All studies, by full name.</summary>
    public static IReadOnlyDictionary<string, StudyDefinition> Studies => Loaded.Value.Studies;

    /// <summary>All drawings, by name.</summary>
    public static IReadOnlyDictionary<string, DrawingDefinition> Drawings => Loaded.Value.Drawings;

    /// <summary>All keys of a chart's look: the general ones and <c>style.*</c>.</summary>
    public static IReadOnlyDictionary<string, SettingDefinition> ChartSettings => Loaded.Value.ChartSettings;

    /// <summary>Study codes in any case, with the study each belongs to.</summary>
    public static IReadOnlyDictionary<string, (StudyDefinition Study, StudyCode Code)> Codes => Loaded.Value.Codes;

    private static Tables Load()
    {
        using var stream = typeof(Catalog).Assembly.GetManifestResourceStream("catalog.json")!;
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        var studies = root.GetProperty("studies").EnumerateArray().Select(ReadStudy).ToDictionary(s => s.Name, StringComparer.Ordinal);
        var settings = ReadSettings(root.GetProperty("chart")).Concat(
            root.GetProperty("styles").EnumerateObject().SelectMany(s => ReadSettings(s.Value)).Select(s => s with { Key = "style." + s.Key }));
        return new Tables(
            studies,
            root.GetProperty("drawings").EnumerateArray().Select(ReadDrawing).ToDictionary(d => d.Name, StringComparer.Ordinal),
            settings.ToDictionary(s => s.Key, StringComparer.Ordinal),
            studies.Values.SelectMany(s => s.Codes.Select(c => (s, c))).ToDictionary(p => p.c.Code, StringComparer.OrdinalIgnoreCase));
    }

    private static StudyDefinition ReadStudy(JsonElement json)
    {
        var overrides = ReadSettings(json.GetProperty("overrides"));
        var groups = overrides.Select(o => PlotKey().Match(o.Key)).Where(m => m.Success && !m.Value.StartsWith("graphics.", StringComparison.Ordinal))
            .GroupBy(m => m.Groups["plot"].Value, m => m.Groups["key"].Value, StringComparer.Ordinal).ToList();
        var levels = groups.Where(g => g.Contains("value")).Select(g => g.Key).ToList();
        var fills = json.TryGetProperty("fills", out var edges)
            ? edges.EnumerateObject().Select(f => new FillDefinition(f.Name, f.Value[0].GetString()!, f.Value[1].GetString()!)).ToList()
            : [];
        if (groups.Exists(g => g.Key == "Hlines Background")) fills.Add(new FillDefinition("Hlines Background", levels[0], levels[^1]));
        var plots = groups.Where(g => !levels.Contains(g.Key) && !fills.Exists(f => f.Name == g.Key))
            .Select(g => new PlotDefinition(g.Key, g.Count(k => k.StartsWith("color", StringComparison.Ordinal))));
        return new StudyDefinition(
            json.GetProperty("name").GetString()!, json.GetProperty("title").GetString()!, json.GetProperty("pane").GetString() == "price",
            json.GetProperty("format").ToString(), json.TryGetProperty("codes", out var codes) ? [.. codes.EnumerateArray().Select(ReadCode)] : [],
            ReadSettings(json.GetProperty("inputs")), overrides, [.. plots], levels, fills, json.TryGetProperty("isLevels", out _));
    }

    private static DrawingDefinition ReadDrawing(JsonElement json)
    {
        var overrides = ReadSettings(json.GetProperty("overrides"));
        var count = 0;
        if (json.TryGetProperty("levels", out var levels))
        {
            foreach (var level in levels.EnumerateArray())
            {
                var key = level.GetProperty("key").GetString()!;
                overrides.Add(new(key + ".visible", SettingType.Boolean, level.GetProperty("visible").GetBoolean(), null, null, [], "", false));
                overrides.Add(new(key + ".coeff", SettingType.Float, level.GetProperty("coeff").GetDouble(), null, null, [], "", false));
                overrides.Add(new(key + ".color", SettingType.Color, level.GetProperty("color").GetString()!, null, null, [], "", false));
                count++;
            }
        }
        return new DrawingDefinition(json.GetProperty("name").GetString()!, ReadSettings(json.GetProperty("inputs")), overrides, count);
    }

    private static StudyCode ReadCode(JsonElement json)
    {
        var arguments = json.GetProperty("args").EnumerateArray().Select(arg =>
        {
            var keys = arg.GetProperty("key").GetString()!;
            var choices = keys.Split('?');
            return new StudyCodeArgument(choices[0].Split('+'), arg.GetProperty("default").GetString()!,
                choices.Length == 1 ? null : (choices[1].Split(':')[0], choices[1].Split(':')[1]));
        });
        var look = new Dictionary<string, SettingValue>(StringComparer.Ordinal);
        if (json.TryGetProperty("override", out var keys))
        {
            foreach (var key in keys.EnumerateObject()) look[key.Name] = key.Value.GetBoolean();
        }
        return new StudyCode(json.GetProperty("code").GetString()!, [.. arguments], look);
    }

    private static List<SettingDefinition> ReadSettings(JsonElement json)
    {
        var settings = new List<SettingDefinition>(json.GetArrayLength());
        foreach (var item in json.EnumerateArray())
        {
            var type = Enum.Parse<SettingType>(item.GetProperty("type").GetString()!, ignoreCase: true);
            settings.Add(new SettingDefinition(
                item.GetProperty("key").GetString()!, type, item.TryGetProperty("default", out var value) ? ReadValue(value) : null,
                Optional("min"), Optional("max"),
                item.TryGetProperty("enum", out var allowed) ? [.. allowed.EnumerateArray().Select(a => a.GetString()!)] : [],
                item.TryGetProperty("label", out var label) ? label.GetString()! : "",
                item.TryGetProperty("required", out var required) && required.GetBoolean()));
            double? Optional(string key) => item.TryGetProperty(key, out var n) ? n.GetDouble() : null;
        }
        return settings;
    }

    private static SettingValue ReadValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        _ => value.GetString()!,
    };

    [GeneratedRegex(@"^(?<plot>.+?)\.(?<key>visible|display|linestyle|linewidth|plottype|value|transparency|color(?:\.\d+)?)$", RegexOptions.ExplicitCapture)]
    private static partial Regex PlotKey();

    private sealed record Tables(
        IReadOnlyDictionary<string, StudyDefinition> Studies, IReadOnlyDictionary<string, DrawingDefinition> Drawings,
        IReadOnlyDictionary<string, SettingDefinition> ChartSettings, IReadOnlyDictionary<string, (StudyDefinition Study, StudyCode Code)> Codes);
}
