using System.Collections.Immutable;
using System.Text.Json;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Charts.Requests;

/// <summary>
/// Reads a chart request as clients of chart-img.com write it, with all their spellings. What it takes for something else or
/// ignores is noted as a warning, what it cannot take at all as a problem.
/// </summary>
public sealed class RequestReader
{
    private const int LongestSymbol = 200;

    private static readonly Lazy<IReadOnlyList<SettingDefinition>> ChartSettings = new(() => [.. Catalog.ChartSettings.Values]);

    private static readonly Dictionary<string, Action<RequestReader, string, JsonElement>> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        ["symbol"] = (r, f, v) => r.Symbol(f, v),
        ["interval"] = (r, f, v) => r.Interval(f, v),
        ["width"] = (r, f, v) => r._spec = r._spec with { Width = r._values.Int(f, v, r._dialect.LeastWidth, int.MaxValue) ?? r._spec.Width },
        ["height"] = (r, f, v) => r._spec = r._spec with { Height = r._values.Int(f, v, r._dialect.LeastHeight, int.MaxValue) ?? r._spec.Height },
        ["style"] = (r, f, v) => r._spec = r._spec with { Style = r.Named(f, v, r._spec.Style) },
        ["theme"] = (r, f, v) => r._spec = r._spec with { Theme = r.Named(f, v, r._spec.Theme) },
        ["scale"] = (r, f, v) => r._spec = r._spec with { Scale = r.Named(f, v, r._spec.Scale) },
        ["session"] = (r, f, v) => r._spec = r._spec with { Session = r.Named(f, v, r._spec.Session) },
        ["format"] = (r, f, v) => r.Format(f, v),
        ["timezone"] = (r, f, v) => r.Timezone(f, v),
        ["range"] = (r, f, v) => r.Range(f, v),
        ["override"] = (r, f, v) => r._spec = r._spec with { Override = r._items.Look(f, v, ChartSettings.Value) },
        ["studies"] = (r, f, v) => r._spec = r._spec with { Studies = r.Studies(f, v) },
        ["drawings"] = (r, f, v) => r._spec = r._spec with { Drawings = r.Drawings(f, v) },
        ["shiftLeft"] = (r, f, v) => r._spec = r._spec with { ShiftLeft = r._values.Int(f, v, 0, 1000) ?? 0 },
        ["shiftRight"] = (r, f, v) => r._spec = r._spec with { ShiftRight = r._values.Int(f, v, 0, 1000) ?? 0 },
        ["watermark"] = (r, f, v) => r._spec = r._spec with { Watermark = r._values.Text(f, v) },
        ["watermarkSize"] = (r, f, v) => r._spec = r._spec with { WatermarkSize = r._values.Int(f, v, 16, 128) ?? 16 },
        ["watermarkOpacity"] = (r, f, v) => r._spec = r._spec with { WatermarkOpacity = r._values.Number(f, v) ?? 1 },
        ["logo"] = (r, f, v) => r.Logo(f, v),
        ["strict"] = (r, f, v) => r._isStrict = new ValueReader(r._findings, isQuery: true).Flag(f, v) ?? false,
        ["key"] = (_, _, _) => { },
    };

    /// <summary>The interval of a span that is asked for without one, as TradingView's buttons have it.</summary>
    private static readonly Dictionary<string, string> IntervalOfSpan = new(StringComparer.Ordinal)
    {
        ["1D"] = "1m", ["DTD"] = "1m", ["5D"] = "5m", ["WTD"] = "5m", ["1M"] = "30m", ["MTD"] = "30m", ["3M"] = "1h", ["6M"] = "2h", ["1Y"] = "1D", ["YTD"] = "1D", ["5Y"] = "1W", ["ALL"] = "1M",
    };

    private readonly Dialect _dialect;
    private readonly Findings _findings = new();
    private readonly ValueReader _values;
    private readonly ItemReader _items;
    private ChartSpec _spec;
    private PictureFormat _format = PictureFormat.Png;
    private bool _hasInterval, _isStrict;

    private RequestReader(Dialect dialect)
    {
        _dialect = dialect;
        _values = new ValueReader(_findings, dialect.IsQuery);
        _items = new ItemReader(dialect, _findings);
        _spec = new ChartSpec { Symbol = "BINANCE:BTCUSDT", Theme = dialect.Theme, Width = dialect.Width, Height = dialect.Height, Style = dialect.IsMini ? ChartStyle.Area : ChartStyle.Candle };
    }

    /// <summary>Reads a request.</summary>
    /// <param name="fields">A JSON object; of a query, its values as texts or lists of texts.</param>
    /// <param name="dialect">Which version's request it is.</param>
    public static ReadRequest Read(JsonElement fields, Dialect dialect)
    {
        var reader = new RequestReader(dialect);
        foreach (var field in fields.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Null) continue;
            if (!Fields.TryGetValue(field.Name, out var read))
            {
                reader._findings.Ignored(field.Name, Findings.Shown(field.Value), "there is no such field");
                continue;
            }
            var name = Fields.Keys.First(k => k.Equals(field.Name, StringComparison.OrdinalIgnoreCase));
            if (name != field.Name) reader._findings.Taken(field.Name, field.Value, name);
            if (field.Value.ValueKind == JsonValueKind.String && field.Value.GetString()!.Length == 0) reader._findings.Ignored(name, "", "it is empty");
            else read(reader, name, field.Value);
        }
        return new ReadRequest(reader.Finished(), reader._format, reader._isStrict, reader._findings);
    }

    private ChartSpec Finished()
    {
        if (_dialect.IsMini && _spec.Range is null) _spec = _spec with { Range = new ChartRange("1M") };
        if (!_hasInterval && _spec.Range?.Span is { } span && IntervalOfSpan.TryGetValue(span, out var interval)) _spec = _spec with { Interval = Timeframe.Parse(interval) };
        if (_dialect.IsVersion1) _spec = _spec with { Studies = [.. _spec.Studies.Select(s => s.Name == "Volume" ? s with { ForceOverlay = true } : s)] };
        if (_dialect.ShowsVolume && !_spec.Studies.Any(s => s.Name == "Volume")) _spec = _spec with { Studies = [new StudySpec("Volume") { ForceOverlay = true }, .. _spec.Studies] };
        // What could not be read was noted then; the check sees what stands in its place.
        foreach (var problem in ChartSpecCheck.Problems(_spec with { Width = Math.Clamp(_spec.Width, 300, 4096), Height = Math.Clamp(_spec.Height, 200, 4096) }))
        {
            if (!_findings.Problems.Any(p => p.Path == problem.Path)) _findings.Wrong(problem);
        }
        return _spec;
    }

    private void Symbol(string field, JsonElement value)
    {
        if (_values.Text(field, value) is not { } text) return;
        var symbol = text.Trim();
        if (symbol.Length is 0 or > LongestSymbol || symbol.Any(char.IsControl))
        {
            _findings.Wrong(field, value, "a valid tradingview EXCHANGE:SYMBOL");
            return;
        }
        if (!_dialect.IsVersion1 && !symbol.Contains(':', StringComparison.Ordinal)) _findings.Taken(field, value, "a symbol without an exchange");
        _spec = _spec with { Symbol = symbol };
    }

    private void Interval(string field, JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : _values.Text(field, value)?.Trim();
        if (text is null) return;
        // Version 1 once called spans intervals; those of the mini chart still are.
        if ((_dialect.IsMini || (_dialect.IsVersion1 && text.ToUpperInvariant() is "5D" or "ALL")) && ValueReader.Among(ChartRange.Spans, text) is { } span)
        {
            if (span != text && !_dialect.IsMini) _findings.Taken(field, value, "range=" + span);
            _spec = _spec with { Range = new ChartRange(span) };
            return;
        }
        if (!Timeframe.TryParse(text, out var timeframe) || !Timeframe.Names.Contains(timeframe.ToString(), StringComparer.Ordinal))
        {
            _findings.Wrong(field, value, "a supported interval");
            return;
        }
        if (timeframe.ToString() != text && !(_dialect.IsVersion1 && text is "1d" or "1w")) _findings.Taken(field, value, timeframe.ToString());
        (_spec, _hasInterval) = (_spec with { Interval = timeframe }, true);
    }

    private void Timezone(string field, JsonElement value)
    {
        if (_values.Text(field, value) is not { } text) return;
        if (TimeZones.Find(text) is null) _findings.Wrong(field, value, "a supported timezone");
        else _spec = _spec with { Timezone = text };
    }

    private void Range(string field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            if (_values.Word(field, value, w => w.ToUpperInvariant()) is not { } span) return;
            if (ChartRange.Spans.Contains(span)) _spec = _spec with { Range = new ChartRange(span) };
            else _findings.Wrong(field, value, "a supported range");
            return;
        }
        if (Moment("from") is { } from && Moment("to") is { } to) _spec = _spec with { Range = new ChartRange(null, from, to) };

        long? Moment(string key)
        {
            var has = value.TryGetProperty(key, out var time);
            if (has && ValueReader.Moment(time) is { } moment) return moment;
            if (has) _findings.Wrong($"{field}.{key}", time, "an ISO 8601 date-time");
            else _findings.Wrong(new SpecProblem($"{field}.{key}", "missing", "a string"));
            return null;
        }
    }

    private void Format(string field, JsonElement value)
    {
        var names = Enum.GetNames<PictureFormat>().Select(n => n.ToLowerInvariant()).ToList();
        if (_values.Word(field, value, w => ValueReader.Among(names, w) ?? Words.Find(field, w) ?? w) is not { } word) return;
        if (names.Contains(word)) _format = Enum.Parse<PictureFormat>(word, ignoreCase: true);
        else _findings.Wrong(field, value, "one of " + string.Join(", ", names));
    }

    private void Logo(string field, JsonElement value)
    {
        if (_values.Flag(field, value) == true) _findings.Ignored(field, "true", "legends have no logos");
    }

    private ImmutableArray<StudySpec> Studies(string field, JsonElement value)
    {
        var studies = ImmutableArray.CreateBuilder<StudySpec>();
        foreach (var (path, item) in Items(field, value, ChartSpecCheck.MostStudies))
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                studies.AddRange(_items.Studies(path, item));
                continue;
            }
            if (item.ValueKind != JsonValueKind.Object) _findings.Wrong(path, item, "an object");
            // In place of a wrong item stands one that is right, so that those after it keep their numbers.
            studies.Add((item.ValueKind == JsonValueKind.Object ? _items.Study(path, item) : null) ?? new StudySpec("Volume"));
        }
        return studies.ToImmutable();
    }

    private ImmutableArray<DrawingSpec> Drawings(string field, JsonElement value) =>
        [.. Items(field, value, ChartSpecCheck.MostDrawings).Select(i => _items.Drawing(i.Path, i.Item) ?? new DrawingSpec("Horizontal Line").With("price", 0))];

    /// <summary>A list, or one item in place of a list of one.</summary>
    private IEnumerable<(string Path, JsonElement Item)> Items(string field, JsonElement value, int most)
    {
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.String)
        {
            if (!_dialect.IsQuery) _findings.Taken(field, value, "a list of one");
            return [($"{field}[0]", value)];
        }
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= most) return value.EnumerateArray().Select((item, i) => ($"{field}[{i}]", item));
        if (value.ValueKind == JsonValueKind.Array) _findings.Wrong(new SpecProblem(field, $"{value.GetArrayLength()} items", $"a list of at most {most}"));
        else _findings.Wrong(field, value, "an array");
        return [];
    }

    private T Named<T>(string field, JsonElement value, T otherwise) where T : struct, Enum
    {
        var names = Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName).ToList();
        if (_values.Word(field, value, w => names.Find(n => Words.Plain(n) == Words.Plain(w)) ?? Words.Find(field, w) ?? w) is not { } word) return otherwise;
        if (names.Contains(word)) return Enum.Parse<T>(word, ignoreCase: true);
        _findings.Wrong(field, value, "one of " + string.Join(", ", names));
        return otherwise;
    }
}
