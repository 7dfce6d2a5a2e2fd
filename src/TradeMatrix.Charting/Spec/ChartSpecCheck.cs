using System.Collections.Immutable;
using System.Globalization;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Spec;

/// <summary>Finds everything that is wrong with a spec.</summary>
public static class ChartSpecCheck
{
    /// <summary>Most studies on one chart.</summary>
    public const int MostStudies = 50;

    /// <summary>Most drawings on one chart.</summary>
    public const int MostDrawings = 500;

    private const int LongestText = 500;

    /// <summary>The years 1 to 9998, Unix milliseconds UTC: with a margin for zones and bars on both sides.</summary>
    private const long FirstTime = -62_135_510_400_000, LastTime = 253_370_764_799_999;

    /// <summary>All problems, in the order of the fields; empty when the spec can be drawn.</summary>
    public static IReadOnlyList<SpecProblem> Problems(ChartSpec spec)
    {
        var problems = new List<SpecProblem>();
        if (!Timeframe.Names.Contains(spec.Interval.ToString())) Add("interval", spec.Interval.ToString(), "one of " + string.Join(", ", Timeframe.Names));
        Between("width", spec.Width, 300, 4096);
        Between("height", spec.Height, 200, 4096);
        Between("scaleFactor", spec.ScaleFactor, 1, 3);
        Between("shiftLeft", spec.ShiftLeft, 0, 1000);
        Between("shiftRight", spec.ShiftRight, 0, 1000);
        if (spec.Bars is { } bars) Between("bars", bars, 2, 20_000);
        if (spec.Precision is { } precision) Between("precision", precision, 0, 12);
        if (TimeZones.Find(spec.Timezone) is null) Add("timezone", spec.Timezone, "an IANA time zone such as Etc/UTC or Europe/Berlin");
        if (spec.Range is { } range)
        {
            if (range.Span is null && range.From >= range.To && range is { From: <= LastTime, To: >= FirstTime }) Add("range", $"{ChartSpecJson.Iso(range.From)} to {ChartSpecJson.Iso(range.To)}", "two date-times, 'from' before 'to'");
            if (range.Span is { } span && !ChartRange.Spans.Contains(span)) Add("range", span, "one of " + string.Join(", ", ChartRange.Spans) + ", or an object with 'from' and 'to'");
        }
        foreach (var (field, time) in new[] { ("asOf", spec.AsOf), ("range.from", spec.Range?.From), ("range.to", spec.Range?.To) })
        {
            if (time is < FirstTime or > LastTime) Add(field, time.Value.ToString(CultureInfo.InvariantCulture), "a time in the years 1 to 9998");
        }
        if (spec.WatermarkSize is not (16 or 32 or 64 or 128)) Add("watermarkSize", spec.WatermarkSize.ToString(CultureInfo.InvariantCulture), "16, 32, 64 or 128");
        Between("watermarkOpacity", spec.WatermarkOpacity, 0.1, 1);
        foreach (var (field, text) in new[] { ("symbol", spec.Symbol), ("description", spec.Description), ("exchange", spec.Exchange), ("title", spec.Title), ("watermark", spec.Watermark) })
        {
            if (text?.Length > LongestText) Add(field, text, $"at most {LongestText} characters");
        }
        CheckSettings("override", spec.Override, Catalog.ChartSettings, problems);
        if (Number("priceRange.from") >= Number("priceRange.to"))
            Add("override.priceRange.from", spec.Override["priceRange.from"].ToString(), $"below priceRange.to, which is {spec.Override["priceRange.to"]}");
        if (spec.Studies.Length > MostStudies) Add("studies", $"{spec.Studies.Length} studies", $"at most {MostStudies}");
        if (spec.Drawings.Length > MostDrawings) Add("drawings", $"{spec.Drawings.Length} drawings", $"at most {MostDrawings}");
        for (var i = 0; i < spec.Studies.Length; i++) Check(spec.Studies[i], $"studies[{i}]", problems);
        for (var i = 0; i < spec.Drawings.Length; i++) Check(spec.Drawings[i], $"drawings[{i}]", problems);
        return problems;

        void Add(string path, string value, string allowed) => problems.Add(new(path, value, allowed));
        double Number(string key) => spec.Override.TryGetValue(key, out var value) && value.Raw is double number ? number : double.NaN;
        void Between(string path, double value, double low, double high)
        {
            if (!(value >= low && value <= high)) Add(path, value.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"from {low} to {high}"));
        }
    }

    private static void Check(StudySpec study, string path, List<SpecProblem> problems)
    {
        if (!Catalog.Studies.TryGetValue(study.Name, out var definition))
        {
            problems.Add(new(path + ".name", study.Name, "a supported name, such as " + Nearest(study.Name, Catalog.Studies.Keys)));
            return;
        }
        CheckSettings(path + ".input", study.Input, definition.InputsByKey, problems);
        CheckSettings(path + ".override", study.Override, definition.OverridesByKey, problems);
    }

    private static void Check(DrawingSpec drawing, string path, List<SpecProblem> problems)
    {
        if (!Catalog.Drawings.TryGetValue(drawing.Name, out var definition))
        {
            problems.Add(new(path + ".name", drawing.Name, "a supported name: " + string.Join(", ", Catalog.Drawings.Keys.Order(StringComparer.Ordinal))));
            return;
        }
        foreach (var input in definition.Inputs)
        {
            if (input.IsRequired && !drawing.Input.ContainsKey(input.Key))
                problems.Add(new($"{path}.input.{input.Key}", "missing", input.Check("", true)?.Allowed ?? "true or false"));
        }
        CheckSettings(path + ".input", drawing.Input, definition.InputsByKey, problems);
        CheckSettings(path + ".override", drawing.Override, definition.OverridesByKey, problems);
    }

    private static void CheckSettings(
        string path, ImmutableSortedDictionary<string, SettingValue> given, IReadOnlyDictionary<string, SettingDefinition> definitions, List<SpecProblem> problems)
    {
        foreach (var (key, value) in given)
        {
            if (!definitions.TryGetValue(key, out var definition))
                problems.Add(new($"{path}.{key}", value.ToString(), definitions.Count == 0 ? "left out: there are no such keys here" : "a known key, such as " + Nearest(key, definitions.Keys)));
            else if (definition.Check($"{path}.{key}", value) is { } problem)
                problems.Add(problem);
        }
    }

    /// <summary>The three known names that share most letter pairs with a wrong one.</summary>
    private static string Nearest(string wrong, IEnumerable<string> names)
    {
        var pairs = Pairs(wrong);
        return string.Join(", ", names.OrderByDescending(n => Pairs(n).Intersect(pairs).Count() / (double)(n.Length + wrong.Length)).ThenBy(n => n, StringComparer.Ordinal).Take(3));
        static HashSet<string> Pairs(string text) =>
            [.. Enumerable.Range(0, Math.Max(0, Math.Min(text.Length, 80) - 1)).Select(i => text.Substring(i, 2).ToLowerInvariant())];
    }

}
