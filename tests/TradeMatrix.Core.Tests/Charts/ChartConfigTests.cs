using System.Text.Json.Nodes;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Tests.Charts;

public sealed class ChartConfigTests
{
    [Theory]
    [InlineData("EMA_20", "Moving Average Exponential", "length", 20.0)]
    [InlineData("EMA@tv-basicstudies", "Moving Average Exponential", "length", 9.0)]
    [InlineData("Moving Average Exponential", "Moving Average Exponential", null, null)]
    [InlineData("SMA_50", "Moving Average", "length", 50.0)]
    [InlineData("SMA@tv-basicstudies", "Moving Average", "length", 9.0)]
    [InlineData("RSI", "Relative Strength Index", "length", 14.0)]
    [InlineData("RSI@tv-basicstudies", "Relative Strength Index", "length", 14.0)]
    [InlineData("relative strength index", "Relative Strength Index", null, null)]
    [InlineData("MACD", "MACD", "in_0", 12.0)]
    [InlineData("MACD@tv-basicstudies", "MACD", "in_2", 9.0)]
    [InlineData("BB", "Bollinger Bands", "in_0", 20.0)]
    [InlineData("ATR", "Average True Range", "in_0", 14.0)]
    [InlineData("Stochastic", "Stochastic", null, null)]
    [InlineData("Stochastic@tv-basicstudies", "Stochastic", null, null)]
    [InlineData("Volume", "Volume", null, null)]
    [InlineData("Volume@tv-basicstudies", "Volume", null, null)]
    [InlineData("Ichimoku Cloud", "Ichimoku Cloud", null, null)]
    [InlineData("Pivot Points Standard", "Pivot Points Standard", null, null)]
    public void A_study_may_be_spelled_in_three_ways(string text, string name, string? input, double? value)
    {
        var study = StudyNames.Read(text);
        Assert.Equal(name, study.Name);
        if (input is not null) Assert.Equal(value, study.Input[input].Raw);
    }

    [Fact]
    public void Every_wrong_field_is_named_with_its_value()
    {
        var e = Assert.Throws<ServiceException>(() => ChartConfig.Read("""
            {"tv_symbol":"no good","timeframes":["15m","7x",true],"default_timeframe":"99","indicators":["EMA_20","Nonsense",{"name":"RSI"}],"chart_type":"pie","theme":1,"width":10,"height":"big",
             "show_volume":"maybe","timezone":"Mars","color":"red"}
            """));
        Assert.Equal(
            ["tv_symbol", "timeframes[1]", "timeframes[2]", "default_timeframe", "indicators[1]", "indicators[2].name", "chart_type", "theme", "width", "height", "show_volume", "timezone", "color"],
            e.Problems.Select(p => p.Path));
        Assert.Contains(e.Problems, p => p.Value.Contains("Nonsense", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("""{"timeframes":[]}""")]
    [InlineData("""{"timeframes":["15m"],"default_timeframe":"1h"}""")]
    public void What_is_no_configuration_is_refused(string json) => Assert.Equal(ErrorCode.InvalidRequest, Assert.Throws<ServiceException>(() => ChartConfig.Read(json)).Code);

    [Fact]
    public void Request_comes_before_configuration_before_profile_before_defaults()
    {
        var symbol = new MarketSymbol { Symbol = "DAX", Exchange = "XETRA", TickSize = 0.5m, ChartConfig = """{"theme":"light","width":900,"indicators":["RSI"],"default_timeframe":"1h","timeframes":["1h","4h"]}""" };

        var (plain, _) = ChartSpecs.Merge(new ChartRequest { Symbol = "DAX" }, symbol);
        Assert.Equal((ChartTheme.Light, 900, 800, Timeframe.H1, "Europe/Berlin", 1), (plain.Theme, plain.Width, plain.Height, plain.Interval, plain.Timezone, plain.Precision));
        Assert.Equal(["Relative Strength Index"], plain.Studies.Select(s => s.Name));

        var (asked, _) = ChartSpecs.Merge(
            new ChartRequest { Symbol = "DAX", Timeframe = Timeframe.M5, CustomIndicators = ["EMA_50"], Overrides = new JsonObject { ["width"] = 1000, ["override"] = new JsonObject { ["showLegend"] = false } } }, symbol);
        Assert.Equal((ChartTheme.Light, 1000, Timeframe.M5), (asked.Theme, asked.Width, asked.Interval));
        Assert.Equal(["Moving Average Exponential"], asked.Studies.Select(s => s.Name));
        Assert.Equal(false, asked.Override["showLegend"].Raw);

        var (profile, levels) = ChartSpecs.Merge(new ChartRequest { Symbol = "DAX", Timeframe = Timeframe.D1 }, new MarketSymbol { Symbol = "DAX", ChartConfig = "{}" });
        Assert.Equal((ChartTheme.Dark, 1200, 8, 2), (profile.Theme, profile.Width, profile.Studies.Length, levels.Length));
    }

    [Theory]
    [InlineData("1m", "scalping", 9)]
    [InlineData("5m", "scalping", 9)]
    [InlineData("15m", "intraday", 9)]
    [InlineData("1h", "intraday", 9)]
    [InlineData("4h", "swing", 8)]
    [InlineData("1D", "swing", 8)]
    [InlineData("1W", "swing", 8)]
    [InlineData("30m", "intraday", 9)]
    public void Each_timeframe_has_its_profile(string timeframe, string name, int studies)
    {
        var profile = ChartProfile.Of(Timeframe.Parse(timeframe));
        Assert.Equal((name, studies), (profile.Name, profile.Studies.Length));
    }

    [Theory]
    [InlineData("chart_type", "\"column,candle\"")]
    [InlineData("chart_type", "\"1\"")]
    [InlineData("theme", "\"light, dark\"")]
    [InlineData("tv_symbol", "\"A\\u0000B\"")]
    [InlineData("timezone", "\"Etc/UTC\\u0000\"")]
    [InlineData("indicators[0]", "[{\"name\":\"Correlation Coefficient\",\"input\":{\"symbol\":\"A\\u0000B\"}}]")]
    public void A_word_is_one_word_and_no_text_has_a_null(string path, string value)
    {
        var e = Assert.Throws<ServiceException>(() => ChartConfig.Read($"{{\"{path.Split('[')[0]}\":{value}}}"));
        Assert.Equal(path, Assert.Single(e.Problems).Path);
    }

    [Fact]
    public void Volume_is_added_and_taken_away_by_the_configuration()
    {
        static string[] Studies(string config) => [.. ChartSpecs.Merge(new ChartRequest { Symbol = "X", Timeframe = Timeframe.D1 }, new MarketSymbol { Symbol = "X", ChartConfig = config }).Spec.Studies.Select(s => s.Name)];
        Assert.Equal(["Relative Strength Index", "Volume"], Studies("""{"indicators":["RSI"],"show_volume":true}"""));
        Assert.Equal(["Relative Strength Index"], Studies("""{"indicators":["RSI","Volume"],"show_volume":false}"""));
    }

    [Fact]
    public void Wrong_overrides_are_named_by_their_path()
    {
        var e = Assert.Throws<ServiceException>(() => ChartSpecs.Merge(new ChartRequest { Symbol = "X", Overrides = new JsonObject { ["width"] = 10, ["theme"] = "pink" } }, new MarketSymbol { Symbol = "X" }));
        Assert.Equal(["overrides.theme", "overrides.width"], e.Problems.Select(p => p.Path).Order(StringComparer.Ordinal));
    }
}
