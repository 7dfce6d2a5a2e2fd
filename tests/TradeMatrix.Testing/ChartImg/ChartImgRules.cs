using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Testing.ChartImg;

/// <summary>
/// What a v2 body may hold. The texts for symbol, interval, name, string, number and colour are those seen from the service; the
/// others follow their pattern.
/// </summary>
internal static partial class ChartImgRules
{
    private static readonly string[] Intervals = "1m 2m 3m 5m 15m 30m 45m 1h 2h 3h 4h 6h 8h 12h 1D 2D 3D 1W 1M 3M 6M 1Y".Split(' ');
    private static readonly string[] Spans = "1D 5D 1M 3M 6M 1Y 5Y ALL DTD WTD MTD YTD".Split(' ');

    private static readonly Lazy<JsonObject> Vocabulary = new(static () =>
    {
        using var stream = typeof(Core.Charts.Upstream.ChartImgClient).Assembly.GetManifestResourceStream("upstream-vocabulary.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    });

    private static readonly IReadOnlyDictionary<string, string[]> Words = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["style"] = ["bar", "candle", "line", "area", "heikinAshi", "hollowCandle", "baseline", "hiLo", "column"],
        ["theme"] = ["light", "dark"],
        ["scale"] = ["regular", "percent", "indexedTo100", "logarithmic"],
        ["session"] = ["regular", "extended"],
        ["format"] = ["png", "jpeg"],
    };

    /// <summary>All faults of a body, as the service lists them; unknown keys are none.</summary>
    public static JsonArray Faults(JsonObject body)
    {
        var faults = new JsonArray();
        Check("symbol", v => IsText(v) && ExchangeAndSymbol().IsMatch((string)v!), "must be a valid tradingview EXCHANGE:SYMBOL");
        Check("interval", v => IsText(v) && Intervals.Contains((string)v!), "must be a supported interval");
        Check("width", v => IsInteger(v, 400, int.MaxValue), "must be an integer of at least 400");
        Check("height", v => IsInteger(v, 300, int.MaxValue), "must be an integer of at least 300");
        Check("shiftLeft", v => IsInteger(v, 1, 1000), "must be an integer from 1 to 1000");
        Check("shiftRight", v => IsInteger(v, 1, 1000), "must be an integer from 1 to 1000");
        foreach (var (key, words) in Words) Check(key, v => IsText(v) && words.Contains((string)v!), $"must be a supported {key}");
        Check("timezone", v => IsText(v) && Lists("timezones", (string)v!), "must be a supported timezone");
        Check("range", v => v is JsonObject span ? IsTime(span["from"]) && IsTime(span["to"]) : IsText(v) && Spans.Contains((string)v!), "must be a supported range");
        Colours("override", body["override"]);
        Each("studies", (path, study) =>
        {
            if (!IsText(study["name"]) || !Vocabulary.Value["studies"]!.AsObject().ContainsKey((string)study["name"]!)) Add(path + ".name", study["name"], "must be a supported name");
            Colours(path + ".override", study["override"]);
        });
        Each("drawings", (path, drawing) =>
        {
            if (!IsText(drawing["name"]) || !Lists("drawings", (string)drawing["name"]!))
            {
                Add(path + ".name", drawing["name"], "must be a supported name");
                return;
            }
            foreach (var input in Catalog.Drawings[(string)drawing["name"]!].Inputs)
            {
                var value = drawing["input"]?[input.Key];
                if (value is null && !input.IsRequired) continue;
                var isNumber = input.Type is SettingType.Float or SettingType.Integer;
                if (isNumber ? !IsNumber(value) : !IsText(value)) Add($"{path}.input.{input.Key}", value, isNumber ? "must be a number" : "must be a string");
            }
            Colours(path + ".override", drawing["override"]);
        });
        return faults;

        void Add(string param, JsonNode? value, string msg) => faults.Add(new JsonObject { ["value"] = value?.DeepClone(), ["msg"] = msg, ["param"] = param, ["location"] = "body" });

        void Check(string key, Func<JsonNode?, bool> isRight, string msg)
        {
            if (body.TryGetPropertyValue(key, out var value) && !isRight(value)) Add(key, value, msg);
        }

        void Each(string key, Action<string, JsonObject> check)
        {
            if (body[key] is not { } list) return;
            if (list is not JsonArray items)
            {
                Add(key, list, "must be an array");
                return;
            }
            for (var i = 0; i < items.Count; i++)
            {
                if (items[i] is JsonObject item) check($"{key}[{i}]", item);
                else Add($"{key}[{i}]", items[i], "must be an object");
            }
        }

        void Colours(string path, JsonNode? look)
        {
            foreach (var (key, value) in look as JsonObject ?? [])
            {
                if (value is JsonObject) Colours($"{path}.{key}", value);
                else if (IsColourKey().IsMatch(key) && !(IsText(value) && Colour().IsMatch((string)value!))) Add($"{path}.{key}", value, "must be a valid rgb/rgba color");
            }
        }
    }

    private static bool Lists(string list, string name) => Vocabulary.Value[list]!.AsArray().Any(v => (string)v! == name);

    private static bool IsText(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String;

    private static bool IsNumber(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number;

    private static bool IsInteger(JsonNode? value, int least, int most) => value is JsonValue v && IsNumber(v) && v.TryGetValue(out int number) && number >= least && number <= most;

    private static bool IsTime(JsonNode? value) => IsText(value) && SettingDefinition.TryParseTime((string)value!, out _);

    [GeneratedRegex(@"^\S+:[^\s:]+$")]
    private static partial Regex ExchangeAndSymbol();

    [GeneratedRegex(@"^(?!fill).*([cC]olors?(\.?\d)?|Background)$", RegexOptions.ExplicitCapture)]
    private static partial Regex IsColourKey();

    /// <summary>Without spaces, and with one decimal of alpha at most.</summary>
    [GeneratedRegex(@"^(rgb\(\d{1,3},\d{1,3},\d{1,3}\)|rgba\(\d{1,3},\d{1,3},\d{1,3},(0|1)(\.\d)?\))$", RegexOptions.ExplicitCapture)]
    private static partial Regex Colour();
}
