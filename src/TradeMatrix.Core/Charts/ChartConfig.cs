using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Charts;

/// <summary>A symbol's chart configuration. What is null is left to the profile and the defaults.</summary>
public sealed record ChartConfig
{
    /// <summary>TradingView's form of the symbol, for the upstream provider.</summary>
    public string? TvSymbol { get; init; }

    /// <summary>Timeframes that agents look at.</summary>
    public ImmutableArray<Timeframe>? Timeframes { get; init; }

    /// <summary>The timeframe of a chart asked for without one.</summary>
    public Timeframe? DefaultTimeframe { get; init; }

    /// <summary>Studies in drawing order.</summary>
    public ImmutableArray<StudySpec>? Indicators { get; init; }

    /// <summary>How the bars are drawn.</summary>
    public ChartStyle? ChartType { get; init; }

    /// <summary>Light or dark.</summary>
    public ChartTheme? Theme { get; init; }

    /// <summary>Pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Whether the volume is shown.</summary>
    public bool? ShowVolume { get; init; }

    /// <summary>Whether the legend is shown.</summary>
    public bool? ShowLegend { get; init; }

    /// <summary>IANA zone of the time scale.</summary>
    public string? Timezone { get; init; }

    /// <summary>What holds where a configuration, a profile and a request say nothing.</summary>
    public static ChartConfig Defaults { get; } = new()
    {
        Timeframes = [Timeframe.M15, Timeframe.H1, Timeframe.D1], ChartType = ChartStyle.Candle, Theme = ChartTheme.Dark, Width = 1200, Height = 800, ShowLegend = true, Timezone = "Europe/Berlin",
    };

    /// <summary>Words for styles that the origin of the configuration used.</summary>
    private static readonly Dictionary<string, ChartStyle> Styles = new(StringComparer.OrdinalIgnoreCase) { ["candles"] = ChartStyle.Candle, ["bars"] = ChartStyle.Bar };

    /// <summary>Reads a configuration.</summary>
    /// <param name="json">A JSON object.</param>
    /// <exception cref="ServiceException">Fields are wrong; it lists every problem.</exception>
    public static ChartConfig Read(string json)
    {
        JsonObject? fields;
        try
        {
            fields = JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException e)
        {
            throw ServiceException.Invalid("chart_config", e.Message, "a JSON object");
        }
        return Read(fields ?? throw ServiceException.Invalid("chart_config", json, "a JSON object"));
    }

    /// <summary>Reads a configuration.</summary>
    /// <exception cref="ServiceException">Fields are wrong; it lists every problem.</exception>
    public static ChartConfig Read(JsonObject fields)
    {
        var problems = new List<SpecProblem>();
        var config = new ChartConfig();
        foreach (var (key, node) in fields)
        {
            if (node is null) continue;
            config = key switch
            {
                "tv_symbol" => config with { TvSymbol = Text(key, node, t => Symbols.SymbolEdit.CheckSymbol(t) is null, "EXCHANGE:SYMBOL", problems) },
                "timeframes" => config with { Timeframes = TimeframesOf(node, problems) },
                "default_timeframe" => config with { DefaultTimeframe = TimeframeOf(key, node, problems) },
                "indicators" => config with { Indicators = Studies(key, node, problems) },
                "chart_type" => config with { ChartType = Style(key, node, problems) },
                "theme" => config with { Theme = Word<ChartTheme>(key, node, problems) },
                "width" => config with { Width = Int(key, node, 300, 4096, problems) },
                "height" => config with { Height = Int(key, node, 200, 4096, problems) },
                "show_volume" => config with { ShowVolume = Flag(key, node, problems) },
                "show_legend" => config with { ShowLegend = Flag(key, node, problems) },
                "timezone" => config with { Timezone = Text(key, node, t => TimeZones.Find(t) is not null, "an IANA time zone, such as Europe/Berlin", problems) },
                _ => Unknown(key, node, config, problems),
            };
        }
        if (config.DefaultTimeframe is { } wanted && problems.Count == 0 && !(config.Timeframes ?? Defaults.Timeframes!.Value).Contains(wanted))
            problems.Add(new SpecProblem("default_timeframe", wanted.ToString(), "one of timeframes"));
        return problems.Count == 0 ? config : throw ServiceException.Invalid(problems);
    }

    /// <summary>Reads studies: texts of any spelling, or objects as in a chart spec.</summary>
    internal static ImmutableArray<StudySpec>? Studies(string path, JsonNode node, List<SpecProblem> problems)
    {
        if (node is not JsonArray array) return Wrong<ImmutableArray<StudySpec>>(path, node, "a list of studies", problems);
        var studies = ImmutableArray.CreateBuilder<StudySpec>(array.Count);
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i]?.ToJsonString().Contains("\\u0000", StringComparison.Ordinal) ?? false)
            {
                problems.Add(new SpecProblem($"{path}[{i}]", array[i]!.ToJsonString(), "a study without U+0000"));
                continue;
            }
            try
            {
                studies.Add(array[i] is JsonValue value && value.TryGetValue(out string? text)
                    ? StudyNames.Read(text)
                    : ChartSpecJson.Read($$"""{"symbol":"X","studies":[{{array[i]?.ToJsonString() ?? "null"}}]}""").Studies[0]);
            }
            catch (ChartSpecException e)
            {
                problems.AddRange(e.Problems.Select(p => p with { Path = $"{path}[{i}]" + (p.Path.StartsWith("studies[0]", StringComparison.Ordinal) ? p.Path["studies[0]".Length..] : "") }));
            }
        }
        return studies.ToImmutable();
    }

    internal static Timeframe? TimeframeOf(string path, JsonNode node, List<SpecProblem> problems)
    {
        var text = node is JsonValue value && value.TryGetValue(out string? word) ? word : node.ToJsonString();
        return Timeframe.TryParse(text, out var timeframe) && Timeframe.Names.Contains(timeframe.ToString(), StringComparer.Ordinal)
            ? timeframe
            : Wrong<Timeframe>(path, node, "one of " + string.Join(", ", Timeframe.Names), problems);
    }

    private static ImmutableArray<Timeframe>? TimeframesOf(JsonNode node, List<SpecProblem> problems)
    {
        if (node is not JsonArray { Count: > 0 } array) return Wrong<ImmutableArray<Timeframe>>("timeframes", node, "a list of at least one timeframe", problems);
        return [.. array.Select((n, i) => n is null ? Wrong<Timeframe>($"timeframes[{i}]", node, "a timeframe", problems) : TimeframeOf($"timeframes[{i}]", n, problems)).OfType<Timeframe>().Distinct()];
    }

    private static ChartStyle? Style(string path, JsonNode node, List<SpecProblem> problems) =>
        node is JsonValue value && value.TryGetValue(out string? word) && Styles.TryGetValue(word, out var style) ? style : Word<ChartStyle>(path, node, problems);

    private static T? Word<T>(string path, JsonNode node, List<SpecProblem> problems) where T : struct, Enum =>
        node is JsonValue value && value.TryGetValue(out string? word) && Enum.GetNames<T>().FirstOrDefault(n => n.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<T>(name)
            : Wrong<T>(path, node, "one of " + string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)), problems);

    private static int? Int(string path, JsonNode node, int min, int max, List<SpecProblem> problems) =>
        node is JsonValue value && value.TryGetValue(out int number) && number >= min && number <= max ? number : Wrong<int>(path, node, $"a whole number from {min} to {max}", problems);

    private static bool? Flag(string path, JsonNode node, List<SpecProblem> problems) =>
        node is JsonValue value && value.TryGetValue(out bool flag) ? flag : Wrong<bool>(path, node, "true or false", problems);

    private static string? Text(string path, JsonNode node, Func<string, bool> isGood, string allowed, List<SpecProblem> problems)
    {
        if (node is JsonValue value && value.TryGetValue(out string? text) && isGood(text)) return text;
        Wrong<int>(path, node, allowed, problems);
        return null;
    }

    private static ChartConfig Unknown(string key, JsonNode node, ChartConfig config, List<SpecProblem> problems)
    {
        problems.Add(new SpecProblem(key, node.ToJsonString(), "one of the keys tv_symbol, timeframes, default_timeframe, indicators, chart_type, theme, width, height, show_volume, show_legend, timezone"));
        return config;
    }

    private static T? Wrong<T>(string path, JsonNode node, string allowed, List<SpecProblem> problems) where T : struct
    {
        problems.Add(new SpecProblem(path, node.ToJsonString(), allowed));
        return null;
    }
}
