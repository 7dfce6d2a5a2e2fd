using System.Text.Json.Nodes;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Charts.Upstream;

namespace TradeMatrix.Core.Tests.Charts.Upstream;

public sealed class UpstreamRequestTests
{
    private static readonly ChartSpec Spec = Rig.Spec;

    public static TheoryData<string, ChartSpec> Refused => new()
    {
        { "symbol", Spec with { Symbol = "BTCUSDT" } },
        { "symbol", Spec with { Symbol = "" } },
        { "width", Spec with { Width = 399 } },
        { "width", Spec with { Width = 2049 } },
        { "height", Spec with { Height = 299 } },
        { "height", Spec with { Height = 1921 } },
        { "timezone", Spec with { Timezone = "Europe/Kyiv" } },
        { "asOf", Spec with { AsOf = 1_767_225_600_000 } },
        { "studies[0].name", Spec with { Studies = [new("Pivot Points Standard")] } },
        { "studies[1].input.source", Spec with { Studies = [new("Volume"), new StudySpec("Bollinger Bands").With("source", "open")] } },
        { "studies[0].input.anchor", Spec with { Studies = [new StudySpec("VWAP").With("anchor", "Week")] } },
        { "drawings[0].name", Spec with { Drawings = [new DrawingSpec("Horizontal Ray").With("datetime", "2026-01-01").With("price", 1)] } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_changes_the_meaning_of_the_picture_is_refused(string field, ChartSpec spec)
    {
        var refusal = Assert.Throws<UnsupportedByUpstreamException>(() => UpstreamRequest.Write(spec, PictureFormat.Png));
        Assert.Equal(field, Assert.Single(refusal.Problems).Path);
    }

    [Theory]
    [InlineData(PictureFormat.WebP)]
    [InlineData(PictureFormat.Svg)]
    [InlineData(PictureFormat.Pdf)]
    public void Only_PNG_and_JPEG_are_drawn(PictureFormat format) =>
        Assert.Equal("format", Assert.Single(Assert.Throws<UnsupportedByUpstreamException>(() => UpstreamRequest.Write(Spec, format)).Problems).Path);

    [Fact]
    public void All_reasons_are_told_together()
    {
        var spec = Spec with { Symbol = "DAX", AsOf = 0, Studies = [new("Moon Phases")], Drawings = [new("Ray")] };
        var refusal = Assert.Throws<UnsupportedByUpstreamException>(() => UpstreamRequest.Write(spec, PictureFormat.Pdf));
        Assert.Equal(["format", "symbol", "asOf", "studies[0].name", "drawings[0].name"], refusal.Problems.Select(p => p.Path));
    }

    [Fact]
    public void What_only_dresses_the_picture_is_left_out()
    {
        var dressed = (Spec with
        {
            Description = "Bitcoin", Exchange = "BINANCE", ScaleFactor = 2, Bars = 50, Precision = 1, Title = "Morning", Timezone = "UTC",
            Studies = [new StudySpec("Relative Strength Index") { Override = Look(("Smoothed MA.visible", true)) }.With("source", "close")],
        }).With("showHighLow", true).With("backgroundColor", "#0c0c0c").With("gridColor", "#111111").With("textColor", "#ffffff").With("showSessionBreaks", true);
        var plain = Spec with { Studies = [new("Relative Strength Index")] };
        Assert.Equal(UpstreamRequest.Write(plain, PictureFormat.Png), UpstreamRequest.Write(dressed, PictureFormat.Png).Replace(",\"override\":{}", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_are_nested_as_the_service_wants_them()
    {
        var spec = (Spec with
        {
            Style = ChartStyle.HollowCandle, Scale = PriceScaleMode.Logarithmic, Session = SessionFilter.Extended, ShiftRight = 5, Range = new ChartRange("3M"), Theme = ChartTheme.Dark,
            Studies = [new StudySpec("MACD") { ForceOverlay = false, Override = Look(("Signal.linewidth", 2), ("Histogram.color.0", "#ff000080")) }.With("in_0", 8)],
            Drawings = [new DrawingSpec("Fib Retracement") { OnTop = true, Override = Look(("level7.color", "rgb(255,255,255)"), ("level7.visible", false), ("showPrice", false)) }
                .With("startDatetime", "2026-01-01").With("startPrice", 1.5).With("endDatetime", "2026-02-01T12:00:00+02:00").With("endPrice", 2)],
        }).With("style.hollowCandleStyle.upColor", "rgb(1,2,3)").With("priceRange.from", 10).With("priceRange.margin", 0.01).With("showLegend", false);
        var expected = JsonNode.Parse("""
            {"symbol":"BINANCE:BTCUSDT","interval":"1D","width":500,"height":320,"style":"hollowCandle","theme":"dark","scale":"logarithmic","session":"extended",
             "timezone":"Etc/UTC","range":"3M","shiftRight":5,"format":"jpeg",
             "override":{"showLegend":false,"style":{"hollowCandleStyle.upColor":"rgb(1,2,3)"},"priceRange":{"from":10,"margin":0.01}},
             "studies":[{"name":"MACD","forceOverlay":false,"input":{"in_0":8},"override":{"Signal.linewidth":2,"Histogram.color.0":"rgba(255,0,0,0.5)"}}],
             "drawings":[{"name":"Fib Retracement","zOrder":"top",
               "input":{"startDatetime":"2026-01-01T00:00:00.000Z","startPrice":1.5,"endDatetime":"2026-02-01T10:00:00.000Z","endPrice":2},
               "override":{"showPrice":false,"level7":{"color":"rgb(255,255,255)","visible":false}}}]}
            """);
        var written = JsonNode.Parse(UpstreamRequest.Write(spec, PictureFormat.Jpeg));
        Assert.True(JsonNode.DeepEquals(expected, written), written!.ToJsonString());
    }

    [Theory]
    [InlineData("BINANCE:BTCUSDT")]
    [InlineData("CME_MINI:ES1!")]
    [InlineData("(NASDAQ:MARA+NASDAQ:RIOT)/10")]
    public void A_symbol_has_its_exchange_alone_or_in_a_formula(string symbol) =>
        Assert.Equal(symbol, (string?)JsonNode.Parse(UpstreamRequest.Write(Spec with { Symbol = symbol }, PictureFormat.Png))!["symbol"]);

    [Fact]
    public void An_opacity_has_one_decimal_at_most_and_what_is_seen_stays_seen()
    {
        for (var alpha = 0; alpha <= 255; alpha++)
        {
            var color = new Rgba(255, 165, 0, (byte)alpha);
            var sent = Rgba.Parse((string)JsonNode.Parse(UpstreamRequest.Write(Spec.With("style.areaStyle.color1", color), PictureFormat.Png))!["override"]!["style"]!["areaStyle.color1"]!);
            Assert.Equal(color with { A = sent.A }, sent);
            Assert.Equal(sent.A, sent.WithOpacity(Math.Round(sent.A / 255.0, 1)).A);
            Assert.InRange(Math.Abs(sent.A - alpha), 0, alpha is > 0 and < 13 ? 25 : 13);
            Assert.Equal(alpha == 0, sent.A == 0);
        }
    }

    [Fact]
    public async Task The_service_takes_everything_that_is_sent_to_it()
    {
        await using var rig = await Rig.StartAsync(["alpha"], Testing.ChartImg.ChartImgPlan.Ultra with { PerDay = 1000, Burst = 1000, MaxParameters = 1000 });
        var known = UpstreamVocabulary.Current;
        foreach (var interval in Timeframe.Names) await rig.DrawAsync(Spec with { Interval = Timeframe.Parse(interval) });
        foreach (var style in Enum.GetValues<ChartStyle>()) await rig.DrawAsync(Spec with { Style = style });
        await rig.DrawAsync(Spec with { Range = new ChartRange(null, 1_767_225_600_000, 1_769_904_000_000), ShiftLeft = 3 });
        var everything = Spec with
        {
            Override = Look([.. Catalog.ChartSettings.Values.Where(s => s.Default is not null).Select(s => (s.Key, s.Default!))]),
            Studies = [.. known.Studies.Keys.Select(name => new StudySpec(name)
            {
                Input = Look([.. Catalog.Studies[name].Inputs.Where(i => i.Default is not null).Select(i => (i.Key, i.Default!))]),
                Override = Look([.. Catalog.Studies[name].Overrides.Where(o => o.Default is not null).Select(o => (o.Key, o.Default!))]),
            })],
            Drawings = [.. known.Drawings.Select(name => new DrawingSpec(name)
            {
                Input = Look([.. Catalog.Drawings[name].Inputs.Select(i => (i.Key, i.Type switch { SettingType.Float => 5, SettingType.Datetime => "2026-01-01", _ => (SettingValue)"text" }))]),
                Override = Look([.. Catalog.Drawings[name].Overrides.Where(o => o.Default is not null).Select(o => (o.Key, o.Default!))]),
            })],
        };
        await rig.DrawAsync(everything);
        Assert.Equal((92, 15), (known.Studies.Count, known.Drawings.Count));
    }

    [Fact]
    public void The_vocabulary_is_part_of_our_catalogue()
    {
        var known = UpstreamVocabulary.Current;
        Assert.All(known.Look, key => Assert.True(Catalog.ChartSettings.ContainsKey(key), key));
        Assert.All(known.Timezones, zone => Assert.NotNull(TimeZones.Find(zone)));
        foreach (var (name, study) in known.Studies)
        {
            Assert.All(study.Input, key => Assert.Contains(Catalog.Studies[name].Inputs, i => i.Key == key));
            Assert.All(study.Plots, plot => Assert.Contains(Catalog.Studies[name].Overrides, o => o.Key.StartsWith(plot + ".", StringComparison.Ordinal)));
        }
    }

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, SettingValue> Look(params (string Key, SettingValue Value)[] settings) =>
        new StudySpec("").Override.AddRange(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
}
