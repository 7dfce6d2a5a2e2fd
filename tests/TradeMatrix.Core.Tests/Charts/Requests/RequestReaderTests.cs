using System.Text.Json;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Charts.Requests;

namespace TradeMatrix.Core.Tests.Charts.Requests;

/// <summary>What clients of chart-img.com write, and what it is taken for.</summary>
public sealed class RequestReaderTests
{
    [Fact]
    public void Nothing_gives_the_defaults_of_each_version()
    {
        var (first, second, mini) = (Good("{}", Dialect.Version1), Good("{}", Dialect.Version2), Good("{}", Dialect.Mini));
        Assert.Equal(("BINANCE:BTCUSDT", "1D", 800, 600, ChartTheme.Dark, ChartStyle.Candle), (first.Symbol, first.Interval.ToString(), first.Width, first.Height, first.Theme, first.Style));
        Assert.Equal(("Volume", true), (Assert.Single(first.Studies).Name, first.Studies[0].ForceOverlay));
        Assert.Equal((ChartTheme.Light, 0), (second.Theme, second.Studies.Length));
        Assert.Equal((350, 220, ChartStyle.Area, "1M", "30m"), (mini.Width, mini.Height, mini.Style, mini.Range!.Span, mini.Interval.ToString()));
        Assert.Empty(mini.Studies);
    }

    [Theory]
    [InlineData("interval", "\"4H\"", "4h")]
    [InlineData("interval", "15", "15m")]
    [InlineData("interval", "\"60\"", "1h")]
    [InlineData("interval", "\"D\"", "1D")]
    [InlineData("interval", "\"1d\"", "1D")]
    [InlineData("width", "\"900\"", "900")]
    [InlineData("height", "700.0", "700", false)]
    [InlineData("theme", "\"Dark\"", "Dark")]
    [InlineData("style", "\"candles\"", "Candle")]
    [InlineData("style", "\"bars\"", "Bar")]
    [InlineData("style", "\"Heikin Ashi\"", "HeikinAshi")]
    [InlineData("style", "9", "HollowCandle")]
    [InlineData("scale", "\"log\"", "Logarithmic")]
    [InlineData("shiftRight", "\"20\"", "20")]
    [InlineData("hide_legend", "true", null)]
    [InlineData("indicators", "[1]", null)]
    [InlineData("Width", "900", "900")]
    public void A_value_that_is_written_otherwise_is_taken_and_noted(string field, string json, string? expected, bool isNoted = true)
    {
        var read = Read($$"""{"{{field}}": {{json}}}""", Dialect.Version2);
        Assert.Empty(read.Findings.Problems);
        Assert.Equal(isNoted, read.Findings.Warnings.Any(w => w.Path == field));
        var spec = read.Spec;
        string? taken = field.ToLowerInvariant() switch
        {
            "interval" => spec.Interval.ToString(),
            "width" => spec.Width.ToString(),
            "height" => spec.Height.ToString(),
            "theme" => spec.Theme.ToString(),
            "style" => spec.Style.ToString(),
            "scale" => spec.Scale.ToString(),
            "shiftright" => spec.ShiftRight.ToString(),
            _ => null,
        };
        Assert.Equal(expected, taken);
    }

    [Theory]
    [InlineData("""{"name":"RSI"}""", "Relative Strength Index", "")]
    [InlineData("""{"name":"RSI@tv-basicstudies"}""", "Relative Strength Index", "")]
    [InlineData("""{"name":"relative strength index","input":{"length":"21"}}""", "Relative Strength Index", "length=21")]
    [InlineData("""{"name":"Relative Strength Index","input":{"in_0":21}}""", "Relative Strength Index", "length=21")]
    [InlineData("""{"name":"Relative Strength Index","input":[21,"EMA"]}""", "Relative Strength Index", "length=21 smoothingLine=EMA")]
    [InlineData("""{"name":"Relative Strength Index","inputs":{"period":21}}""", "Relative Strength Index", "length=21")]
    [InlineData("""{"name":"Bollinger Bands","input":{"length":30,"stdDev":2.5}}""", "Bollinger Bands", "in_0=30 in_1=2.5")]
    [InlineData("""{"name":"MACD","input":{"fastLength":5,"slow_period":35,"signal":5}}""", "MACD", "in_0=5 in_1=35 in_2=5")]
    [InlineData("""{"name":"Super Trend","input":{"atrPeriod":7,"multiplier":2}}""", "Super Trend", "in_0=7 in_1=2")]
    [InlineData("""{"name":"Moving Average Double","input":{"method":"ema"}}""", "Moving Average Double", "method=Exponential")]
    [InlineData("\"EMA:50\"", "Moving Average Exponential", "length=50 source=close")]
    [InlineData("\"EMA_20\"", "Moving Average Exponential", "length=20 source=close")]
    [InlineData("\"MASimple@tv-basicstudies\"", "Moving Average", "")]
    public void A_study_is_found_by_any_of_its_spellings(string json, string name, string input)
    {
        var study = Assert.Single(Good($$"""{"studies":[{{json}}]}""", Dialect.Version2).Studies);
        Assert.Equal(name, study.Name);
        var given = study.Input.ToDictionary(i => i.Key, i => i.Value.ToString());
        foreach (var pair in input.Split(' ', StringSplitOptions.RemoveEmptyEntries)) Assert.Equal(pair.Split('=')[1], given[pair.Split('=')[0]]);
    }

    [Theory]
    [InlineData("RSI,Volume", "Relative Strength Index,Volume")]
    [InlineData("RSI@tv-basicstudies,MACD@tv-basicstudies", "Relative Strength Index,MACD")]
    [InlineData("EMA:50,close,EMA:200", "Moving Average Exponential,Moving Average Exponential")]
    [InlineData("CCI:10,close", "Commodity Channel Index")]
    [InlineData("ATR:14,EMA", "Average True Range")]
    [InlineData("bb:20,close,2", "Bollinger Bands")]
    [InlineData("Relative Strength Index", "Relative Strength Index")]
    public void Codes_joined_by_commas_are_told_from_arguments(string text, string names)
    {
        var spec = Good(JsonSerializer.Serialize(new { studies = text }), Dialect.Version1 with { IsQuery = true });
        Assert.Equal(names.Split(','), spec.Studies.Where(s => s.Name != "Volume" || names.Contains("Volume", StringComparison.Ordinal)).Select(s => s.Name));
    }

    [Theory]
    [InlineData("#ff0000", "#ff0000")]
    [InlineData("#f00", "rgb(255,0,0)")]
    [InlineData("red", "rgb(255,0,0)")]
    [InlineData("transparent", "rgba(0,0,0,0)")]
    [InlineData("rgba(255,165,0,0.25)", "rgba(255,165,0,0.25)", false)]
    public void A_colour_may_be_written_in_other_ways(string text, string taken, bool isNoted = true)
    {
        var read = Read($$$"""{"studies":[{"name":"VWAP","override":{"VWAP.color":"{{{text}}}"}}]}""", Dialect.Version2);
        Assert.Empty(read.Findings.Problems);
        Assert.Equal(taken, read.Spec.Studies[0].Override["VWAP.color"].ToString());
        Assert.Equal(isNoted, read.Findings.Warnings.Count > 0);
    }

    [Theory]
    [InlineData("""{"name":"horizontal line","input":{"price":"10"}}""", "Horizontal Line", "price=10")]
    [InlineData("""{"name":"Rectangle","input":{"startDatetime":"2026-01-01","topPrice":2,"endDatetime":"2026-02-01","bottomPrice":1}}""", "Rectangle", "startPrice=2 endPrice=1")]
    [InlineData("""{"name":"Trend Line","input":{"startDatetime":1767225600,"startPrice":1,"endDatetime":1769904000000,"endPrice":2}}""", "Trend Line", "startDatetime=2026-01-01T00:00:00Z endDatetime=2026-02-01T00:00:00Z")]
    [InlineData("""{"name":"Trend Line","input":{"startIndex":5,"startPrice":1,"endIndex":-1,"endPrice":2}}""", "Trend Line", "startDatetime=5 endDatetime=-1")]
    [InlineData("""{"name":"Vertical Line","input":{"datetime":"-20"}}""", "Vertical Line", "datetime=-20")]
    [InlineData("""{"name":"Horizontal Line","input":{"price":1},"override":{"text":"here","bold":true,"color":"#fff"}}""", "Horizontal Line", "text=here")]
    public void A_drawing_is_found_by_any_of_its_spellings(string json, string name, string input)
    {
        var drawing = Assert.Single(Good($$"""{"drawings":[{{json}}]}""", Dialect.Version2).Drawings);
        Assert.Equal(name, drawing.Name);
        foreach (var pair in input.Split(' ')) Assert.Equal(pair.Split('=')[1], drawing.Input[pair.Split('=')[0]].ToString());
        if (name == "Horizontal Line" && drawing.Override.Count > 0) Assert.Equal("rgb(255,255,255)", drawing.Override["lineColor"].ToString());
    }

    [Theory]
    [InlineData("""{"interval":"7q"}""", "interval", "a supported interval")]
    [InlineData("""{"width":399}""", "width", "an integer of at least 400")]
    [InlineData("""{"width":"NaN"}""", "width", "a number")]
    [InlineData("""{"width":true}""", "width", "an integer of at least 400")]
    [InlineData("""{"symbol":{}}""", "symbol", "a string")]
    [InlineData("""{"timezone":"Mars/Olympus"}""", "timezone", "a supported timezone")]
    [InlineData("""{"range":"2D"}""", "range", "a supported range")]
    [InlineData("""{"range":{"from":"2026-01-01"}}""", "range.to", "a string")]
    [InlineData("""{"range":{"from":"2026-01-02","to":"2026-01-01"}}""", "range", "two date-times, 'from' before 'to'")]
    [InlineData("""{"studies":[{"name":"Nope"}]}""", "studies[0].name", "a supported name")]
    [InlineData("""{"studies":[{}]}""", "studies[0].name", "a supported name")]
    [InlineData("""{"studies":[5]}""", "studies[0]", "an object")]
    [InlineData("""{"studies":[{"name":"VWAP","override":{"VWAP.color":"blurple"}}]}""", "studies[0].override.VWAP.color", "a valid rgb/rgba color")]
    [InlineData("""{"drawings":[{"name":"Trend Line","input":{"startDatetime":"2026-01-01","startPrice":"a","endDatetime":"2026-01-02","endPrice":1}}]}""", "drawings[0].input.startPrice", "a number")]
    [InlineData("""{"drawings":[{"name":"Horizontal Line"}]}""", "drawings[0].input.price", "a number")]
    [InlineData("""{"drawings":[{"name":"Vertical Line","input":{}}]}""", "drawings[0].input.datetime", "an ISO 8601 date-time string")]
    [InlineData("""{"watermarkSize":20}""", "watermarkSize", "16, 32, 64 or 128")]
    [InlineData("""{"format":"gif"}""", "format", "one of png, jpeg, webp, svg, pdf")]
    public void What_cannot_be_taken_is_a_problem_of_its_field(string json, string path, string allowed)
    {
        var problem = Assert.Single(Read(json, Dialect.Version2).Findings.Problems);
        Assert.Equal((path, allowed), (problem.Path, problem.Allowed));
    }

    [Fact]
    public void All_problems_are_told_together_each_with_its_own_place()
    {
        var problems = Read("""{"interval":"7q","studies":[{"name":"Nope"},{"name":"RSI","input":{"length":0}}],"drawings":[5,{"name":"Horizontal Line","input":{}}]}""", Dialect.Version2).Findings.Problems;
        Assert.Equal(["interval", "studies[0].name", "studies[1].input.length", "drawings[0]", "drawings[1].input.price"], problems.Select(p => p.Path));
    }

    [Theory]
    [InlineData("1D", "1m")]
    [InlineData("5D", "5m")]
    [InlineData("3M", "1h")]
    [InlineData("ALL", "1M")]
    public void A_span_alone_brings_its_interval(string span, string interval)
    {
        Assert.Equal(interval, Good($$"""{"range":"{{span}}"}""", Dialect.Version2).Interval.ToString());
        Assert.Equal("4h", Good($$"""{"range":"{{span}}","interval":"4h"}""", Dialect.Version2).Interval.ToString());
    }

    [Fact]
    public void The_text_of_a_query_is_nothing_to_note()
    {
        var read = Read("""{"width":"900","studies":["EMA:50","VOL"],"format":"jpeg"}""", Dialect.Version1 with { IsQuery = true });
        Assert.Empty(read.Findings.Warnings);
        Assert.Equal((900, PictureFormat.Jpeg, 2), (read.Spec.Width, read.Format, read.Spec.Studies.Length));
        Assert.True(read.Spec.Studies[1].ForceOverlay);
    }

    [Fact]
    public void Notes_and_problems_have_an_end()
    {
        var many = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"k{i}\":1"));
        Assert.Equal(100, Read($"{{{many}}}", Dialect.Version2).Findings.Warnings.Count);
        Assert.Single(Read($$"""{"studies":[{{string.Join(',', Enumerable.Repeat("1", 5000))}}]}""", Dialect.Version2).Findings.Problems);
    }

    private static ReadRequest Read(string json, Dialect dialect) => RequestReader.Read(JsonSerializer.Deserialize<JsonElement>(json), dialect);

    private static ChartSpec Good(string json, Dialect dialect)
    {
        var read = Read(json, dialect);
        Assert.Empty(read.Findings.Problems);
        Assert.Empty(ChartSpecCheck.Problems(read.Spec));
        return read.Spec;
    }
}
