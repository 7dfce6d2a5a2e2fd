using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Charts.Upstream;

/// <summary>
/// A spec as the body of chart-img.com's v2 advanced-chart. Of our additions those that only dress the picture are left out
/// (title, description, precision, scale factor, number of bars, own keys of a look); those that change what it says are refused.
/// </summary>
internal static partial class UpstreamRequest
{
    private const int LeastWidth = 400, MostWidth = 2048, LeastHeight = 300, MostHeight = 1920;

    /// <summary>The body.</summary>
    /// <exception cref="UnsupportedByUpstreamException">The picture would say something else.</exception>
    public static string Write(ChartSpec spec, PictureFormat format)
    {
        var problems = Problems(spec, format).ToList();
        if (problems.Count > 0) throw new UnsupportedByUpstreamException(problems);
        var body = JsonNode.Parse(ChartSpecJson.Write(Known(spec)))!.AsObject();
        body["format"] = format == PictureFormat.Jpeg ? "jpeg" : "png";
        Nest(body, "style", "priceRange");
        foreach (var drawing in body["drawings"]?.AsArray() ?? [])
            Nest(drawing!, [.. Enumerable.Range(1, Catalog.Drawings[(string)drawing!["name"]!].Levels).Select(n => string.Create(CultureInfo.InvariantCulture, $"level{n}"))]);
        return body.ToJsonString();
    }

    private static IEnumerable<SpecProblem> Problems(ChartSpec spec, PictureFormat format)
    {
        var known = UpstreamVocabulary.Current;
        if (format is not (PictureFormat.Png or PictureFormat.Jpeg)) yield return new("format", format.ToString(), "png or jpeg");
        if (!ExchangeAndSymbol().IsMatch(spec.Symbol)) yield return new("symbol", spec.Symbol, "EXCHANGE:SYMBOL");
        if (!known.Intervals.Contains(spec.Interval.ToString())) yield return new("interval", spec.Interval.ToString(), "one of " + string.Join(", ", known.Intervals));
        if (spec.Width is < LeastWidth or > MostWidth) yield return new("width", Text(spec.Width), $"from {LeastWidth} to {MostWidth}");
        if (spec.Height is < LeastHeight or > MostHeight) yield return new("height", Text(spec.Height), $"from {LeastHeight} to {MostHeight}");
        if (!known.Timezones.Contains(ZoneOf(spec))) yield return new("timezone", spec.Timezone, "a zone of TradingView, such as Etc/UTC or Europe/Berlin");
        if (spec.AsOf is { } asOf) yield return new("asOf", Text(asOf), "left out: it shows the market of now");
        for (var i = 0; i < spec.Studies.Length; i++)
        {
            var study = spec.Studies[i];
            if (!known.Studies.TryGetValue(study.Name, out var definition))
            {
                yield return new($"studies[{i}].name", study.Name, "one of its 92 studies");
                continue;
            }
            foreach (var (key, value) in study.Input)
            {
                if (!definition.Input.Contains(key) && value != DefaultOf(study, key))
                    yield return new($"studies[{i}].input.{key}", value.ToString(), $"its default, which is {DefaultOf(study, key)}");
            }
        }
        for (var i = 0; i < spec.Drawings.Length; i++)
        {
            var drawing = spec.Drawings[i];
            if (!known.Drawings.Contains(drawing.Name)) yield return new($"drawings[{i}].name", drawing.Name, "one of " + string.Join(", ", known.Drawings));
            foreach (var (key, value) in drawing.Input.Where(p => p.Value.Raw is double && Catalog.Drawings[drawing.Name].Inputs.Any(d => d.Key == p.Key && d.Type == SettingType.Datetime)))
                yield return new($"drawings[{i}].input.{key}", value.ToString(), "a date-time: it counts no bars");
        }
    }

    /// <summary>The spec without what the service does not know.</summary>
    private static ChartSpec Known(ChartSpec spec)
    {
        var known = UpstreamVocabulary.Current;
        return spec with
        {
            Description = null, Exchange = null, ScaleFactor = 1, Bars = null, Precision = null, Title = null, Timezone = ZoneOf(spec),
            Override = Look(spec.Override, key => key.StartsWith("style.", StringComparison.Ordinal) || known.Look.Contains(key)),
            Studies = [.. spec.Studies.Select(study => study with
            {
                Input = study.Input.RemoveRange(study.Input.Keys.Where(key => !known.Studies[study.Name].Input.Contains(key))),
                Override = Look(study.Override, key => known.Studies[study.Name].Plots.Any(plot => key.StartsWith(plot + ".", StringComparison.Ordinal))),
            })],
            Drawings = [.. spec.Drawings.Select(drawing => drawing with { Input = WithZones(drawing), Override = Look(drawing.Override, _ => true) })],
        };
    }

    private static ImmutableSortedDictionary<string, SettingValue> Look(ImmutableSortedDictionary<string, SettingValue> given, Func<string, bool> isKnown) =>
        given.RemoveRange(given.Keys.Where(key => !isKnown(key)))
            .SetItems(given.Where(p => isKnown(p.Key) && p.Value.Raw is string).Select(p => KeyValuePair.Create(p.Key, (SettingValue)Colour((string)p.Value.Raw))));

    /// <summary>Times of a drawing in UTC and saying so: what the service takes one without a zone for is not documented.</summary>
    private static ImmutableSortedDictionary<string, SettingValue> WithZones(DrawingSpec drawing) =>
        drawing.Input.SetItems(Catalog.Drawings[drawing.Name].Inputs.Where(i => i.Type == SettingType.Datetime && drawing.Input.ContainsKey(i.Key))
            .Select(i => KeyValuePair.Create(i.Key, (SettingValue)Utc(drawing.Input[i.Key].ToString()))));

    private static string Utc(string text) => SettingDefinition.TryParseTime(text, out var time)
        ? DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        : text;

    /// <summary>A colour with at most one decimal of opacity, as the service refuses two; what is seen stays seen.</summary>
    private static string Colour(string text)
    {
        if (!Rgba.TryParse(text, out var color)) return text;
        if (color.A == 255) return color.ToString();
        var opacity = Math.Round(color.A / 255.0, 1, MidpointRounding.AwayFromZero);
        if (opacity == 0 && color.A > 0) opacity = 0.1;
        return string.Create(CultureInfo.InvariantCulture, $"rgba({color.R},{color.G},{color.B},{opacity:0.#})");
    }

    private static SettingValue? DefaultOf(StudySpec study, string key) => Catalog.Studies[study.Name].Inputs.FirstOrDefault(i => i.Key == key)?.Default;

    private static string ZoneOf(ChartSpec spec) => spec.Timezone == "UTC" ? "Etc/UTC" : spec.Timezone;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Turns keys such as <c>priceRange.from</c> of an object's look back into an object of that name.</summary>
    private static void Nest(JsonNode owner, params string[] names)
    {
        if (owner["override"] is not JsonObject look) return;
        foreach (var name in names)
        {
            var inner = new JsonObject();
            foreach (var key in look.Select(p => p.Key).Where(key => key.StartsWith(name + ".", StringComparison.Ordinal)).ToList())
            {
                inner[key[(name.Length + 1)..]] = look[key]!.DeepClone();
                look.Remove(key);
            }
            if (inner.Count > 0) look[name] = inner;
        }
    }

    /// <summary>A symbol with its exchange, alone or in a formula such as <c>(NASDAQ:MARA+NASDAQ:RIOT)/10</c>.</summary>
    [GeneratedRegex(@"\w:[^\s:]")]
    private static partial Regex ExchangeAndSymbol();
}
