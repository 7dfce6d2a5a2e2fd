using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Tests.Spec;

public sealed class ChartSpecJsonTests
{
    private const string Full = """
        {
          "symbol": "XETR:DAX", "description": "DAX Index", "exchange": "XETRA", "interval": "15m", "width": 1000, "height": 700, "scaleFactor": 1.5,
          "style": "heikinAshi", "theme": "dark", "scale": "indexedTo100", "session": "extended", "timezone": "Europe/Berlin",
          "range": { "from": "2024-01-02T00:00:00Z", "to": "2024-02-02T00:00:00.25Z" }, "bars": 120, "asOf": "2024-02-01T15:00:00+01:00",
          "shiftLeft": 3, "shiftRight": 20, "precision": 1, "title": "Morning „DAX“ 📈", "watermark": "draft", "watermarkSize": 32, "watermarkOpacity": 0.4,
          "override": { "showLegend": false, "priceRange": { "from": 100.5, "to": 200 }, "style": { "haStyle": { "upColor": "#089981" } } },
          "studies": ["EMA:50", { "name": "MACD", "forceOverlay": false, "input": { "in_0": 5 }, "override": { "Signal.color": "rgb(1,2,3)" } }, { "name": "Volume", "forceOverlay": true }],
          "drawings": [{ "name": "Fib Retracement", "zOrder": "bottom", "override": { "level7": { "color": "rgb(255,255,255)" } },
            "input": { "startDatetime": "2024-01-03T00:00:00Z", "startPrice": 150, "endDatetime": "2024-01-10", "endPrice": 170.25 } }]
        }
        """;

    [Fact]
    public void Every_field_is_read()
    {
        var spec = ChartSpecJson.Read(Full);

        Assert.Equal(("XETR:DAX", "DAX Index", "XETRA", Timeframe.M15), (spec.Symbol, spec.Description, spec.Exchange, spec.Interval));
        Assert.Equal((1000, 700, 1.5), (spec.Width, spec.Height, spec.ScaleFactor));
        Assert.Equal((ChartStyle.HeikinAshi, ChartTheme.Dark, PriceScaleMode.IndexedTo100, SessionFilter.Extended), (spec.Style, spec.Theme, spec.Scale, spec.Session));
        Assert.Equal("Europe/Berlin", spec.Timezone);
        Assert.Equal(new ChartRange(null, 1_704_153_600_000, 1_706_832_000_250), spec.Range);
        Assert.Equal((120, 1_706_796_000_000, 3, 20, 1), (spec.Bars, spec.AsOf, spec.ShiftLeft, spec.ShiftRight, spec.Precision));
        Assert.Equal(("Morning „DAX“ 📈", "draft", 32, 0.4), (spec.Title, spec.Watermark, spec.WatermarkSize, spec.WatermarkOpacity));
        Assert.Equal(["priceRange.from", "priceRange.to", "showLegend", "style.haStyle.upColor"], spec.Override.Keys);
        Assert.Equal(["Moving Average Exponential", "MACD", "Volume"], spec.Studies.Select(s => s.Name));
        Assert.Equal([null, false, true], spec.Studies.Select(s => s.ForceOverlay));
        Assert.Equal(("50", "5", "rgb(1,2,3)"), (spec.Studies[0].Input["length"].ToString(), spec.Studies[1].Input["in_0"].ToString(), spec.Studies[1].Override["Signal.color"].ToString()));
        Assert.False(spec.Drawings[0].OnTop);
        Assert.Equal("rgb(255,255,255)", spec.Drawings[0].Override["level7.color"].ToString());
    }

    [Fact]
    public void A_spec_written_and_read_is_the_same()
    {
        var text = ChartSpecJson.Write(ChartSpecJson.Read(Full));
        Assert.Equal(text, ChartSpecJson.Write(ChartSpecJson.Read(text)));
        Assert.Equal(text, ChartSpecJson.Write(ChartSpecJson.Read(text) with { Studies = [.. ChartSpecJson.Read(Full).Studies] }));
        Assert.Equal("Morning „DAX“ 📈", ChartSpecJson.Read(text).Title);
    }

    [Fact]
    public void Every_field_of_the_record_changes_the_text()
    {
        var spec = ChartSpecJson.Read(Full) with { Range = null };
        var texts = new[]
        {
            spec, spec with { Symbol = "A" }, spec with { Description = null }, spec with { Exchange = null }, spec with { Interval = Timeframe.H1 }, spec with { Width = 301 },
            spec with { Height = 301 }, spec with { ScaleFactor = 1 }, spec with { Style = ChartStyle.Line }, spec with { Theme = ChartTheme.Light }, spec with { Scale = PriceScaleMode.Regular },
            spec with { Session = SessionFilter.Regular }, spec with { Timezone = "Etc/UTC" }, spec with { Range = new("5D") }, spec with { Bars = null }, spec with { AsOf = null },
            spec with { ShiftLeft = 0 }, spec with { ShiftRight = 0 }, spec with { Precision = null }, spec with { Title = null }, spec with { Watermark = null },
            spec with { WatermarkSize = 64 }, spec with { WatermarkOpacity = 1 }, spec.With("showLegend", true), spec with { Studies = [] }, spec with { Drawings = [] },
        }.Select(ChartSpecJson.Write).ToList();
        Assert.Equal(texts.Count, texts.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(typeof(ChartSpec).GetProperties().Length, texts.Count - 1);
    }

    [Fact]
    public void The_order_of_keys_does_not_matter()
    {
        var expected = ChartSpecJson.Write(ChartSpecJson.Read(Full));
        Gen.Int[0, int.MaxValue - 1].Sample(seed =>
        {
            var random = new Random(seed);
            Assert.Equal(expected, ChartSpecJson.Write(ChartSpecJson.Read(Shuffle(JsonNode.Parse(Full)!, random).ToJsonString())));
        }, iter: 50);
    }

    [Fact]
    public void Nulls_are_left_out_and_defaults_written_are_defaults_read()
    {
        var plain = ChartSpecJson.Write(new ChartSpec());
        Assert.Equal(plain, ChartSpecJson.Write(ChartSpecJson.Read("{}")));
        var nulls = string.Join(",", Full.Split('"').Where((_, i) => i % 2 == 1).Where(k => new[] { "symbol", "width", "range", "studies", "asOf", "theme" }.Contains(k)).Select(k => $"\"{k}\":null"));
        Assert.Equal(plain, ChartSpecJson.Write(ChartSpecJson.Read("{" + nulls + "}")));
        Assert.Equal(plain, ChartSpecJson.Write(ChartSpecJson.Read("/* nothing */ {\"width\": 800,}")));
    }

    [Fact]
    public void All_mistakes_are_told_at_once_with_path_value_and_what_is_allowed()
    {
        var problems = Problems("""
            {
              "symbol": 5, "widht": 800, "height": 100, "scaleFactor": "2", "interval": "7m", "style": "candles", "timezone": "Mars/Olympus", "range": "2Y", "asOf": "tomorrow",
              "bars": 1.5, "watermarkSize": 20,
              "override": { "showLegend": "yes", "priceRange": { "from": 5, "to": 4 }, "style": { "candleStyle": { "upColor": "greenish" } }, "gridColor": [1] },
              "studies": [ "EMA:x", "FOO", null, { "name": "Bollinger Bands", "input": { "length": 20, "stdDev": 2 } }, { "name": "RSI" }, { "name": "Volume", "forceOverlay": 1, "inputs": {} }, { "input": {} } ],
              "drawings": [ { "name": "Trend Line", "input": { "startDatetime": 1.5, "startPrice": "1", "endPrice": [] }, "zOrder": "middle" }, { "name": "Box" }, { "name": "Rectangle", "input": 7 } ]
            }
            """);
        (string Path, string Value, string Allowed)[] expected =
        [
            ("symbol", "5", "a string"), ("widht", "800", "a known field"), ("height", "100", "from 200 to 4096"), ("scaleFactor", "'2'", "a number"), ("interval", "7m", "one of 1m, 2m, 3m"),
            ("style", "'candles'", "one of bar, candle"), ("timezone", "Mars/Olympus", "an IANA time zone"), ("range", "2Y", "one of 1D, 5D"), ("asOf", "'tomorrow'", "an ISO 8601"),
            ("bars", "1.5", "an integer"), ("watermarkSize", "20", "16, 32, 64 or 128"), ("override.showLegend", "yes", "true or false"), ("override.priceRange.from", "5", "below priceRange.to, which is 4"),
            ("override.style.candleStyle.upColor", "greenish", "a valid rgb/rgba color"), ("override.gridColor", "an array", "a number, a text"), ("studies[0]", "x", "an integer from 1"),
            ("studies[1]", "FOO", "a study code or name"), ("studies[2]", "null", "an object"), ("studies[3].input.length", "20", "a known key, such as"), ("studies[3].input.stdDev", "2", "a known key"),
            ("studies[4].name", "RSI", "a supported name, such as"), ("studies[5].forceOverlay", "1", "true or false"), ("studies[5].inputs", "an object", "one of name, forceOverlay, input, override"),
            ("studies[6].name", "missing", "a string"), ("drawings[0].input.startDatetime", "1.5", "an ISO 8601"), ("drawings[0].input.startPrice", "1", "a number"),
            ("drawings[0].input.endDatetime", "missing", "an ISO 8601"), ("drawings[0].input.endPrice", "an array", "a number"), ("drawings[0].zOrder", "'middle'", "top or bottom"),
            ("drawings[1].name", "Box", "a supported name: Arrow Mark Down"), ("drawings[2].input", "7", "an object"),
        ];
        foreach (var (path, value, allowed) in expected)
        {
            var problem = Assert.Single(problems, p => p.Path == path);
            Assert.Equal(value, problem.Value);
            Assert.StartsWith(allowed, problem.Allowed, StringComparison.Ordinal);
        }
        Assert.Equal(expected.Length, problems.Count);
    }

    [Fact]
    public void The_message_has_a_line_for_each_problem()
    {
        var e = Assert.Throws<ChartSpecException>(() => ChartSpecJson.Read("""{"width": 1, "title": 2}"""));
        Assert.Equal("title: 2 must be a string; width: 1 must be from 300 to 4096", e.Message);
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("{", "$")]
    [InlineData("[]", "$")]
    [InlineData("null", "$")]
    [InlineData("\"EMA\"", "$")]
    [InlineData("{\"width\":NaN}", "$")]
    [InlineData("{\"width\":1e999}", "width")]
    [InlineData("{\"width\":99999999999}", "width")]
    [InlineData("{\"scaleFactor\":1e999}", "scaleFactor")]
    [InlineData("{\"scaleFactor\":\"NaN\"}", "scaleFactor")]
    [InlineData("{\"override\":[]}", "override")]
    [InlineData("{\"override\":{\"mainPaneHeight\":1e999}}", "override.mainPaneHeight")]
    [InlineData("{\"override\":{\"priceRange\":{\"from\":1e999}}}", "override.priceRange.from")]
    [InlineData("{\"override\":{\"priceRange\":{\"from\":\"NaN\"}}}", "override.priceRange.from")]
    [InlineData("{\"override\":{\"gridColor\":\"rgba(1,2,3,NaN)\"}}", "override.gridColor")]
    [InlineData("{\"override\":{\"gridColor\":\"rgba(1,2,3,-Infinity)\"}}", "override.gridColor")]
    [InlineData("{\"override\":{\"gridColor\":\"rgb(256,0,0)\"}}", "override.gridColor")]
    [InlineData("{\"studies\":{}}", "studies")]
    [InlineData("{\"studies\":[[]]}", "studies[0]")]
    [InlineData("{\"studies\":[\"\"]}", "studies[0]")]
    [InlineData("{\"studies\":[\"SAR:NaN\"]}", "studies[0]")]
    [InlineData("{\"drawings\":5}", "drawings")]
    [InlineData("{\"range\":5}", "range")]
    [InlineData("{\"range\":{\"from\":\"2024-01-01\"}}", "range.to")]
    [InlineData("{\"range\":{\"from\":\"2024-01-02\",\"to\":\"2024-01-01\"}}", "range")]
    [InlineData("{\"asOf\":\"12:00:00\"}", "asOf")]
    [InlineData("{\"asOf\":\"10:00:00 PM\"}", "asOf")]
    [InlineData("{\"asOf\":\"01/02/2024\"}", "asOf")]
    [InlineData("{\"asOf\":\"0000-00-00\"}", "asOf")]
    [InlineData("{\"asOf\":\"9999-12-31\"}", "asOf")]
    [InlineData("{\"title\":\"\\ud800\"}", "$")]
    [InlineData("{\"\\udc00\":1}", "$")]
    public void Broken_input_is_one_problem_at_its_place(string json, string path) => Assert.Equal(path, Assert.Single(Problems(json)).Path);

    [Fact]
    public void Half_a_character_in_the_text_is_a_problem() => Assert.Equal("$", Assert.Single(Problems("{\"title\":\"" + '\ud800' + "\"}")).Path);

    [Fact]
    public void Deep_nesting_is_a_problem()
    {
        Assert.Equal("$", Assert.Single(Problems(new string('[', 5000))).Path);
        Assert.Equal("$", Assert.Single(Problems("{\"override\":" + string.Concat(Enumerable.Repeat("{\"a\":", 1000)) + "1" + new string('}', 1001))).Path);
        Assert.StartsWith("override.a.a.a", Assert.Single(Problems("{\"override\":" + string.Concat(Enumerable.Repeat("{\"a\":", 50)) + "1" + new string('}', 51))).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_texts_are_problems_with_short_messages()
    {
        var text = new string('x', 1_000_000);
        foreach (var field in new[] { "symbol", "description", "exchange", "title", "watermark", "timezone", "interval", "range", "asOf" })
        {
            var e = Assert.Throws<ChartSpecException>(() => ChartSpecJson.Read($$"""{"{{field}}":"{{text}}"}"""));
            Assert.Equal(field, Assert.Single(e.Problems).Path);
            Assert.InRange(e.Message.Length, 1, 500);
        }
        Assert.Single(Problems($$"""{"studies":[{"name":"{{text}}"}]}"""));
        Assert.Single(Problems($$"""{"studies":["EMA:{{text}}"]}"""));
        Assert.Single(Problems("""{"drawings":[{"name":"Text","input":{"datetime":"2024-01-01","price":1,"text":"@"}}]}""".Replace("@", text, StringComparison.Ordinal)));
    }

    [Fact]
    public void Too_many_studies_or_drawings_are_a_problem()
    {
        var studies = string.Join(',', Enumerable.Repeat("\"EMA\"", ChartSpecCheck.MostStudies + 1));
        var drawings = string.Join(',', Enumerable.Repeat("""{"name":"Horizontal Line","input":{"price":1}}""", ChartSpecCheck.MostDrawings + 1));
        Assert.Equal(["studies", "drawings"], Problems($$"""{"studies":[{{studies}}],"drawings":[{{drawings}}]}""").Select(p => p.Path));
    }

    [Fact]
    public void Times_beyond_the_calendar_are_problems()
    {
        Assert.Equal("asOf", Assert.Single(ChartSpecCheck.Problems(new ChartSpec { AsOf = long.MaxValue })).Path);
        Assert.Equal(["range.from", "range.to"], ChartSpecCheck.Problems(new ChartSpec { Range = new(null, long.MinValue, long.MaxValue) }).Select(p => p.Path));
    }

    private static readonly string[] Words =
        ["", "symbol", "interval", "width", "style", "theme", "scale", "session", "timezone", "range", "bars", "asOf", "title", "watermark", "override", "studies", "drawings", "name", "input",
            "zOrder", "forceOverlay", "from", "to", "EMA:5", "BB:,,", "ENV:1,2,close,x", "Text", "Trend Line", "MACD", "RSI:14,close", "5D", "2024-01-01T00:00:00Z", "NaN", "Infinity", "1e999", "\ud83d", "\0", "💹", "candle", "price"];

    private static readonly Gen<string> Leaf = Gen.OneOf(
        Gen.OneOf("null", "true", "false", "0", "-1", "1e999", "-1e-999", "1.5", "14", "123456789012345678901234567890", "NaN", "\"\\ud800\"", "[", "}", "{}", "[]"),
        Gen.OneOf(Words).Select(w => JsonSerializer.Serialize(w)), Gen.Double.Select(d => d.ToString("R")), Gen.String[0, 12].Select(s => "\"" + s + "\""), Gen.String[0, 12].Select(s => JsonSerializer.Serialize(s)));

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, self) => depth > 4
        ? Leaf
        : Gen.Frequency(
            (4, Leaf),
            (2, self.Array[0, 4].Select(items => "[" + string.Join(',', items) + "]")),
            (3, Gen.Select(Gen.OneOf(Words), self).Array[0, 4].Select(fields => "{" + string.Join(',', fields.Select(f => JsonSerializer.Serialize(f.Item1) + ":" + f.Item2)) + "}"))));

    private static readonly string[] Fields =
        ["symbol", "description", "exchange", "interval", "width", "height", "scaleFactor", "style", "theme", "scale", "session", "timezone", "range", "bars", "asOf", "shiftLeft", "shiftRight",
            "precision", "title", "watermark", "watermarkSize", "watermarkOpacity", "override", "studies", "drawings"];

    [Fact]
    public void Any_text_is_a_spec_or_a_ChartSpecException() => Gen.Select(Gen.OneOf(Fields), Value).Array[0, 5].Sample(fields =>
    {
        var json = "{" + string.Join(',', fields.Select(f => $"\"{f.Item1}\":{f.Item2}")) + "}";
        try
        {
            var spec = ChartSpecJson.Read(json);
            var text = ChartSpecJson.Write(spec);
            Assert.Equal(text, ChartSpecJson.Write(ChartSpecJson.Read(text)));
        }
        catch (ChartSpecException e)
        {
            Assert.NotEmpty(e.Problems);
            Assert.All(e.Problems, p => Assert.False(p.Path.Length == 0 && p.Allowed.Length == 0));
        }
    }, iter: 20_000);

    private static IReadOnlyList<SpecProblem> Problems(string json) => Assert.Throws<ChartSpecException>(() => ChartSpecJson.Read(json)).Problems;

    private static JsonNode Shuffle(JsonNode node, Random random) => node switch
    {
        JsonObject o => new JsonObject(o.ToList().OrderBy(_ => random.Next()).Select(p => KeyValuePair.Create(p.Key, p.Value is null ? null : (JsonNode?)Shuffle(p.Value.DeepClone(), random)))),
        JsonArray a => new JsonArray([.. a.Select(i => Shuffle(i!.DeepClone(), random))]),
        _ => node.DeepClone(),
    };
}
