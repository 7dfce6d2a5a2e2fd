using CsCheck;
using TradeMatrix.Analysis.Candles;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Candles;

public sealed class CandlePatternTests
{
    private static readonly Dictionary<string, string> Mirrors = new(StringComparer.Ordinal)
    {
        ["dragonfly_doji"] = "gravestone_doji", ["hammer"] = "shooting_star", ["hanging_man"] = "inverted_hammer",
        ["bullish_marubozu"] = "bearish_marubozu", ["bullish_pin_bar"] = "bearish_pin_bar", ["bullish_engulfing"] = "bearish_engulfing",
        ["bullish_harami"] = "bearish_harami", ["piercing_line"] = "dark_cloud_cover", ["tweezer_bottom"] = "tweezer_top",
        ["bullish_outside_bar"] = "bearish_outside_bar", ["morning_star"] = "evening_star", ["three_white_soldiers"] = "three_black_crows",
    };

    /// <summary>Candles as open, high, low, close; before them ten fall, rise or stand by one a bar, with a range of 1.4.</summary>
    public static TheoryData<string, int, double[][]> Examples => new()
    {
        { "doji", 0, [[100, 101, 99, 100.02]] },
        { "dragonfly_doji", 0, [[100, 100.05, 98, 100]] },
        { "gravestone_doji", 0, [[100, 102, 99.95, 100]] },
        { "spinning_top", 0, [[100, 100.7, 99.5, 100.2]] },
        { "bullish_marubozu", 0, [[100, 102, 100, 102]] },
        { "hammer", -1, [[100, 100.55, 98, 100.5]] },
        { "hanging_man", 1, [[100, 100.55, 98, 100.5]] },
        { "inverted_hammer", -1, [[100, 102.5, 99.95, 100.5]] },
        { "shooting_star", 1, [[100, 102.5, 99.95, 100.5]] },
        { "bullish_pin_bar", 0, [[100, 100.4, 98, 100.3]] },
        { "bullish_engulfing", -1, [[100, 100.2, 99.3, 99.5], [99.4, 101.2, 99.2, 101]] },
        { "bearish_engulfing", 1, [[99.5, 100.2, 99.3, 100], [100.1, 100.2, 98, 98.4]] },
        { "bullish_harami", -1, [[101, 101.2, 98.8, 99], [99.6, 100.3, 99.4, 100.2]] },
        { "bearish_harami", 1, [[99, 101.2, 98.8, 101], [100.4, 100.6, 99.5, 99.7]] },
        { "piercing_line", -1, [[101, 101.2, 98.8, 99], [98.9, 100.6, 98.6, 100.4]] },
        { "dark_cloud_cover", 1, [[99, 101.2, 98.8, 101], [101.1, 101.4, 99.4, 99.6]] },
        { "tweezer_bottom", -1, [[101, 101.2, 99, 99.2], [99.2, 100, 99.02, 99.8]] },
        { "tweezer_top", 1, [[99, 101.2, 98.8, 101], [101, 101.22, 100, 100.2]] },
        { "inside_bar", 0, [[101, 102, 98, 99], [99.5, 101, 99, 100.5]] },
        { "bullish_outside_bar", 0, [[100, 100.5, 99.5, 99.8], [99.6, 101, 99, 100.8]] },
        { "bearish_outside_bar", 0, [[100, 100.5, 99.5, 100.2], [100.4, 101, 99, 99.2]] },
        { "morning_star", -1, [[102, 102.2, 99.8, 100], [99.8, 100.2, 99.4, 100], [100, 101.8, 99.9, 101.6]] },
        { "evening_star", 1, [[100, 102.2, 99.8, 102], [102.2, 102.6, 101.8, 102], [102, 102.1, 100.2, 100.4]] },
        { "three_white_soldiers", 0, [[100, 101.6, 99.9, 101.5], [101, 102.6, 100.9, 102.5], [102, 103.6, 101.9, 103.5]] },
        { "three_black_crows", 0, [[103.5, 103.6, 101.9, 102], [102.5, 102.6, 100.9, 101], [101.5, 101.6, 99.9, 100]] },
        { "bearish_marubozu", 0, [[102, 102, 100, 100]] },
        { "bearish_pin_bar", 0, [[100, 102, 99.6, 99.7]] },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Textbook_example_is_found(string name, int trend, double[][] candles)
    {
        var bars = Series(trend, candles);
        Assert.Contains(CandlePatterns.Find(bars), m => m.Name == name && m.Index == bars.Count - 1);
    }

    [Fact]
    public void Every_pattern_has_an_example() =>
        Assert.Equal(CandlePatterns.All.Select(p => p.Name).Order(StringComparer.Ordinal), Examples.Select(e => e.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("hammer", 1)]
    [InlineData("hanging_man", -1)]
    [InlineData("bullish_engulfing", 1)]
    [InlineData("morning_star", 1)]
    public void Pattern_that_reverses_needs_the_trend_that_it_reverses(string name, int trend)
    {
        var candles = Examples.Single(e => e.Data.Item1 == name).Data.Item3;
        Assert.DoesNotContain(CandlePatterns.Find(Series(trend, candles)), m => m.Name == name);
    }

    [Fact]
    public void Negated_prices_show_the_mirrored_patterns() => Walks.All.Sample(bars =>
    {
        var mirrored = CandlePatterns.Find(Walks.Map(bars, p => -p)).Select(m => (MirrorOf(m.Name), m.Index, (Direction)(-(int)m.Direction)));
        Assert.Equal(CandlePatterns.Find(bars).Select(m => (m.Name, m.Index, m.Direction)).Order(), mirrored.Order());
    });

    [Fact]
    public void Later_bars_change_nothing() => Walks.All.Sample(bars =>
    {
        var half = bars.Slice(0, bars.Count / 2);
        Assert.Equal(CandlePatterns.Find(half), CandlePatterns.Find(bars).Where(m => m.Index < half.Count));
    });

    private static string MirrorOf(string name) => Mirrors.TryGetValue(name, out var mirror) ? mirror : Mirrors.FirstOrDefault(m => m.Value == name).Key ?? name;

    private static BarSeries Series(int trend, double[][] candles)
    {
        var bars = new List<Bar>();
        var start = candles[0][0];
        for (var i = 0; i < 10; i++)
        {
            double open = start + (trend * (i - 10)), close = trend == 0 ? open + (i % 2 == 0 ? 1 : -1) : open + trend;
            if (trend == 0 && i % 2 == 1) (open, close) = (open + 1, close + 1);
            bars.Add(new Bar(i, open, Math.Max(open, close) + 0.2, Math.Min(open, close) - 0.2, close));
        }
        foreach (var c in candles) bars.Add(new Bar(bars.Count, c[0], c[1], c[2], c[3]));
        return BarSeries.From(bars);
    }
}
