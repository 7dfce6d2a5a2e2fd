using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core;
using TradeMatrix.Files;
using TradeMatrix.Options;

namespace TradeMatrix.Rendering;

/// <summary>Options that say what a chart shows.</summary>
internal sealed class ChartOptions
{
    private readonly Option<string> _spec = new("--spec") { Description = "JSON file with the chart to start from: the body of a chart-img v2 request. Options given here win; studies and drawings given here are added.", HelpName = "file.json" };
    private readonly Option<string> _symbol = new("--symbol", "-s") { Description = "Symbol as shown, such as DAX or XETR:DAX. Default: from the file's name.", HelpName = "symbol" };
    private readonly Option<string> _interval = new("--interval", "-i") { Description = "Timeframe, such as 15m, 1h or 1D. Shorter bars are put together. Default: from the file's name, else from its times.", HelpName = "interval" };
    private readonly Option<string> _style = new("--style") { Description = "How bars are drawn: bar, candle, line, area, heikinAshi, hollowCandle, baseline, hiLo, column. Default: candle.", HelpName = "style" };
    private readonly Option<string[]> _study = new("--study") { Description = "Study by code or name with arguments, such as EMA:50, BB:20,close,2, MACD or \"Awesome Oscillator\". May be repeated.", HelpName = "study" };
    private readonly Option<string[]> _drawing = new("--drawing") { Description = "Drawing as JSON, such as {\"name\":\"Horizontal Line\",\"input\":{\"price\":100}}. May be repeated.", HelpName = "json" };
    private readonly Option<string> _from = new("--from") { Description = "First date or time shown. Dates and times without an offset count in the chart's zone.", HelpName = "time" };
    private readonly Option<string> _to = new("--to") { Description = "Last date or time shown, the whole of a date; needs --from. Default: the last bar.", HelpName = "time" };
    private readonly Option<string> _range = new("--range") { Description = "Span up to the last bar: " + string.Join(", ", ChartRange.Spans) + ".", HelpName = "span" };
    private readonly Option<string> _asOf = new("--as-of") { Description = "Draws the chart as it stood then, with bars closed by then alone; a date stands for its end.", HelpName = "time" };
    private readonly Option<string> _bars = new("--bars") { Description = "How many bars are shown, 2 to 20000. Default: as many as fit 6 pixels apart.", HelpName = "count" };
    private readonly Option<string> _theme = new("--theme") { Description = "light or dark. Default: light.", HelpName = "theme" };
    private readonly Option<string> _size = new("--size") { Description = "Width and height in pixels, 300x200 to 4096x4096. Default: 1200x800, or what --spec says.", HelpName = "WxH" };
    private readonly Option<string> _scale = new("--scale") { Description = "Price scale: regular, percent, indexedTo100, logarithmic. Default: regular.", HelpName = "scale" };
    private readonly Option<string> _scaleFactor = new("--scale-factor") { Description = "Device pixels a pixel, 1 to 3. Default: 1.", HelpName = "number" };
    private readonly Option<string> _timezone = new("--timezone") { Description = "IANA zone of the time scale, such as Europe/Berlin. Default: Etc/UTC.", HelpName = "zone" };
    private readonly Option<string> _session = new("--session") { Description = "Hours shown of an intraday chart: regular or extended. Default: regular.", HelpName = "session" };
    private readonly Option<string> _title = new("--title") { Description = "Line of text above the chart.", HelpName = "text" };
    private readonly Option<string> _description = new("--description") { Description = "Name of the instrument, shown in place of the symbol.", HelpName = "text" };
    private readonly Option<string> _exchange = new("--exchange") { Description = "Exchange, which gives the trading hours, such as XETR or NYSE. Default: the symbol's prefix, else around the clock.", HelpName = "name" };
    private readonly Option<string> _precision = new("--precision") { Description = "Decimals of a price, 0 to 12. Default: as many as the bars have.", HelpName = "count" };
    private readonly Option<string[]> _set = new("--set") { Description = "Key of the chart's look, such as showHighLow=true or style.candleStyle.upColor=#26a69a. May be repeated.", HelpName = "key=value" };
    private readonly Option<bool> _noVolume = new("--no-volume") { Description = "Leaves the volume out, which else stands at the foot of the prices when the bars have any." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_symbol, _interval, _style, _study, _drawing, _spec, _from, _to, _range, _asOf, _bars, _theme, _size, _scale, _scaleFactor,
            _timezone, _session, _title, _description, _exchange, _precision, _set, _noVolume]) command.Add(option);
    }

    /// <summary>Reads the options. Problems with one option stay in the reader, those of the whole are thrown.</summary>
    /// <param name="reader">Reader of the command line.</param>
    /// <param name="areSeveral">Whether several files are drawn, each under its own symbol.</param>
    /// <exception cref="ChartSpecException">The file of <c>--spec</c> is wrong.</exception>
    /// <exception cref="FailureException">It cannot be read.</exception>
    /// <exception cref="UsageException">An option is wrong.</exception>
    public ChartTemplate Read(OptionReader reader, bool areSeveral)
    {
        var (spec, hasInterval) = Base(reader.Text(_spec));
        if (areSeveral && reader.Text(_symbol) is { } shared) reader.Add(_symbol, shared, "left out when several files are drawn, which go by their own names");
        var origins = new Dictionary<string, string>(StringComparer.Ordinal);
        var interval = reader.Interval(_interval) ?? (hasInterval ? spec.Interval : null);
        Note(_interval, "interval");
        Note(_symbol, "symbol");
        Note(_description, "description");
        Note(_exchange, "exchange");
        Note(_title, "title");
        Note(_session, "session");
        Note(_range, "range");
        Note(_from, "range");
        Note(_asOf, "asOf");
        spec = spec with
        {
            Symbol = reader.Text(_symbol) ?? (areSeveral ? "" : spec.Symbol),
            Style = reader.Word<ChartStyle>(_style) ?? spec.Style,
            Theme = reader.Word<ChartTheme>(_theme) ?? spec.Theme,
            Scale = reader.Word<PriceScaleMode>(_scale) ?? spec.Scale,
            Session = reader.Word<SessionFilter>(_session) ?? spec.Session,
            ScaleFactor = reader.Number(_scaleFactor, 1, 3) ?? spec.ScaleFactor,
            Bars = reader.Int(_bars, 2, 20_000) ?? spec.Bars,
            Precision = reader.Int(_precision, 0, 12) ?? spec.Precision,
            Timezone = reader.Zone(_timezone) ?? spec.Timezone,
            Title = reader.Text(_title) ?? spec.Title,
            Description = reader.Text(_description) ?? spec.Description,
            Exchange = reader.Text(_exchange) ?? spec.Exchange,
            Range = Span(reader) ?? (reader.Text(_bars) is null ? spec.Range : null),
            Interval = interval ?? spec.Interval,
        };
        spec = Sized(reader, spec);
        spec = AddStudies(reader, spec, origins);
        spec = AddDrawings(reader, spec, origins);
        spec = Set(reader, spec, origins);
        var (from, to) = Times(reader);
        return new ChartTemplate(spec, origins)
        {
            Interval = interval,
            From = from,
            To = to,
            AsOf = reader.Time(_asOf),
            AddsVolume = reader.Text(_spec) is null && !reader.Flag(_noVolume) && !spec.Studies.Any(s => s.Name == "Volume"),
        };

        void Note(Option<string> option, string path)
        {
            if (reader.Text(option) is not null) origins[path] = option.Name;
        }
    }

    private static (ChartSpec Spec, bool HasInterval) Base(string? path)
    {
        if (path is null) return (new ChartSpec { Width = 1200, Height = 800 }, false);
        var text = Encoding.UTF8.GetString(FileProblem.ReadAll(path)).TrimStart('\uFEFF');
        var spec = ChartSpecJson.Read(text);
        using var json = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return (spec, json.RootElement.TryGetProperty("interval", out var interval) && interval.ValueKind != JsonValueKind.Null);
    }

    private ChartSpec Sized(OptionReader reader, ChartSpec spec)
    {
        if (reader.Text(_size) is not { } text) return spec;
        var x = text.IndexOfAny(['x', 'X', '×']);
        if (x > 0 && Side(text.AsSpan(0, x), 300, out var width) && Side(text.AsSpan(x + 1), 200, out var height)) return spec with { Width = width, Height = height };
        reader.Add(_size, text, "WIDTHxHEIGHT such as 1200x800, from 300x200 to 4096x4096");
        return spec;

        static bool Side(ReadOnlySpan<char> digits, int least, out int side) =>
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out side) && side >= least && side <= 4096;
    }

    private ChartRange? Span(OptionReader reader)
    {
        if (reader.Text(_range) is not { } text) return null;
        var span = text.ToUpperInvariant();
        if (ChartRange.Spans.Contains(span)) return new ChartRange(span);
        reader.Add(_range, text, "one of " + string.Join(", ", ChartRange.Spans));
        return null;
    }

    private (Moment? From, Moment? To) Times(OptionReader reader)
    {
        var (from, to) = (reader.Time(_from), reader.Time(_to));
        if (reader.Text(_to) is { } end && reader.Text(_from) is null) reader.Add(_to, end, "given together with --from");
        if (reader.Text(_from) is { } start && reader.Text(_range) is not null) reader.Add(_from, start, "given without --range");
        if (reader.Text(_bars) is { } bars && (reader.Text(_range) ?? reader.Text(_from)) is not null) reader.Add(_bars, bars, "given without --range and --from");
        return (from, to);
    }

    private ChartSpec AddStudies(OptionReader reader, ChartSpec spec, Dictionary<string, string> origins)
    {
        foreach (var study in reader.Studies(_study))
        {
            origins[$"studies[{spec.Studies.Length}]"] = $"{_study.Name} '{study.Name}'";
            spec = spec with { Studies = spec.Studies.Add(study) };
        }
        return spec;
    }

    private ChartSpec AddDrawings(OptionReader reader, ChartSpec spec, Dictionary<string, string> origins)
    {
        foreach (var text in reader.Texts(_drawing))
        {
            try
            {
                using (JsonDocument.Parse(text))
                {
                    // Alone in an array, the text can be nothing but one drawing.
                }
                var drawing = ChartSpecJson.Read($$"""{"drawings":[{{text}}]}""").Drawings[0];
                origins[$"drawings[{spec.Drawings.Length}]"] = $"{_drawing.Name} '{drawing.Name}'";
                spec = spec with { Drawings = spec.Drawings.Add(drawing) };
            }
            catch (JsonException)
            {
                reader.Add(_drawing, text, "a JSON object such as {\"name\":\"Horizontal Line\",\"input\":{\"price\":100}}");
            }
            catch (ChartSpecException e)
            {
                foreach (var problem in e.Problems) reader.Add($"{_drawing.Name}: {problem with { Path = problem.Path.Replace("drawings[0]", "drawing", StringComparison.Ordinal) }}");
            }
        }
        return spec;
    }

    private ChartSpec Set(OptionReader reader, ChartSpec spec, Dictionary<string, string> origins)
    {
        foreach (var (key, text) in reader.Pairs(_set, "KEY=VALUE such as showHighLow=true"))
        {
            origins["override." + key] = $"{_set.Name} {key}";
            spec = spec.With(key, Value(key, text));
        }
        return spec;
    }

    private static SettingValue Value(string key, string text)
    {
        if (!Catalog.ChartSettings.TryGetValue(key, out var setting)) return text;
        return setting.Type switch
        {
            SettingType.Boolean when text is "true" or "false" => text == "true",
            SettingType.Integer or SettingType.Float when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => text,
        };
    }
}
