using System.Text.Json;
using NodaTime;
using TradeMatrix.Charting.Layout.Drawings;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Charting.Tests.Spec;

/// <summary>Our catalogue holds all that chart-img.com documents, with the same defaults and limits.</summary>
public sealed class CatalogTests
{
    private static readonly Lazy<JsonElement> Theirs = new(() => JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("reference/chart-img-catalog.json"))).RootElement);

    [Fact]
    public void Everything_in_the_catalogue_can_be_drawn()
    {
        Assert.Equal(Catalog.Studies.Keys.Order(StringComparer.Ordinal), StudyRegistry.All.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Catalog.Drawings.Keys.Order(StringComparer.Ordinal), DrawingRegistry.All.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Defaults_are_allowed_values()
    {
        var settings = Catalog.Studies.Values.SelectMany(s => s.Inputs.Concat(s.Overrides).Select(d => (Owner: s.Name, d)))
            .Concat(Catalog.Drawings.Values.SelectMany(s => s.Inputs.Concat(s.Overrides).Where(d => d.Key != "price").Select(d => (Owner: s.Name, d))))
            .Concat(Catalog.ChartSettings.Values.Select(d => (Owner: "chart", d)));
        foreach (var (owner, definition) in settings)
        {
            if (definition.Default is { } value) Assert.Null(definition.Check($"{owner}: {definition.Key}", value));
        }
        foreach (var study in Catalog.Studies.Values) Assert.DoesNotContain(study.Inputs, i => i.Default is null);
    }

    [Fact]
    public void Studies_are_theirs()
    {
        var wrong = new List<string>();
        foreach (var study in Theirs.Value.GetProperty("studies").EnumerateArray())
        {
            var name = study.GetProperty("name").GetString()!;
            if (!Catalog.Studies.TryGetValue(name, out var ours))
            {
                wrong.Add(name + " is missing");
                continue;
            }
            if (ours.IsOverlay != (study.GetProperty("pane").GetString() == "price")) wrong.Add(name + " is on another pane");
            Compare(name + " input", study.GetProperty("input"), ours.InputsByKey, wrong);
            Compare(name + " override", study.GetProperty("override"), ours.OverridesByKey, wrong);
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Drawings_and_styles_are_theirs()
    {
        var wrong = new List<string>();
        foreach (var drawing in Theirs.Value.GetProperty("drawings").EnumerateArray())
        {
            var name = drawing.GetProperty("name").GetString()!;
            var ours = Catalog.Drawings[name];
            Compare(name + " input", drawing.GetProperty("input"), ours.InputsByKey, wrong);
            Compare(name + " override", drawing.GetProperty("override"), ours.OverridesByKey, wrong);
            if (!drawing.TryGetProperty("levels", out var levels)) continue;
            Assert.Equal(levels.GetArrayLength(), ours.Levels);
            foreach (var level in levels.EnumerateArray())
            {
                foreach (var part in new[] { "visible", "coeff", "color" })
                {
                    var key = $"{level.GetProperty("key").GetString()}.{part}";
                    if (!level.TryGetProperty(part, out var expected)) continue;
                    if (!Same(expected, ours.OverridesByKey[key].Default)) wrong.Add($"{name} {key}: {ours.OverridesByKey[key].Default} is not {expected}");
                }
            }
        }
        foreach (var style in Theirs.Value.GetProperty("styles").EnumerateObject())
            Compare("style", style.Value, Catalog.ChartSettings.Where(s => s.Key.StartsWith("style.", StringComparison.Ordinal)).ToDictionary(s => s.Key[6..], s => s.Value, StringComparer.Ordinal), wrong);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Codes_are_theirs()
    {
        foreach (var theirs in Theirs.Value.GetProperty("v1Studies").EnumerateArray())
        {
            var code = theirs.GetProperty("code").GetString()!;
            Assert.Equal((code, string.Join(',', theirs.GetProperty("defaults").EnumerateArray())), (code, string.Join(',', Catalog.Codes[code].Code.Arguments.Select(a => a.Default))));
        }
    }

    [Fact]
    public void Their_time_zones_are_known()
    {
        foreach (var zone in Theirs.Value.GetProperty("timezones").EnumerateObject().SelectMany(z => z.Value.EnumerateArray()))
            Assert.NotNull(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone.GetString()!));
    }

    private static void Compare(string owner, JsonElement theirs, IReadOnlyDictionary<string, SettingDefinition> ours, List<string> wrong)
    {
        foreach (var item in theirs.EnumerateArray())
        {
            var key = item.GetProperty("key").GetString()!;
            var where = $"{owner} {key}";
            if (!ours.TryGetValue(key, out var definition))
            {
                wrong.Add(where + " is missing");
                continue;
            }
            if (item.TryGetProperty("default", out var value) && !Same(value, definition.Default)) wrong.Add($"{where}: default {definition.Default} is not {value}");
            if (Number(item, "min") != definition.Minimum) wrong.Add($"{where}: min {definition.Minimum} is not {Number(item, "min")}");
            if (Number(item, "max") != definition.Maximum) wrong.Add($"{where}: max {definition.Maximum} is not {Number(item, "max")}");
            if (item.TryGetProperty("required", out var required) && required.GetBoolean() != definition.IsRequired) wrong.Add(where + ": required differs");
            if (!item.TryGetProperty("enum", out var words)) continue;
            foreach (var word in words.EnumerateArray())
            {
                if (definition.Check(key, word.GetString()!) is { } problem) wrong.Add($"{where}: {problem}");
            }
        }
    }

    private static double? Number(JsonElement item, string key) => item.TryGetProperty(key, out var n) ? n.GetDouble() : null;

    private static bool Same(JsonElement theirs, SettingValue? ours) => ours is { } value && theirs.ValueKind switch
    {
        JsonValueKind.Number => value.Raw is double n && n == theirs.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => value.Raw is bool flag && flag == theirs.GetBoolean(),
        _ => value.Raw is string text && text == theirs.GetString(),
    };
}
