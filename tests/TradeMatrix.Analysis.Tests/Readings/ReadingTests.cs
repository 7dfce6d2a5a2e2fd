using System.Text.Json;
using CsCheck;
using TradeMatrix.Analysis.Levels;
using TradeMatrix.Analysis.Patterns;
using TradeMatrix.Analysis.Readings;
using TradeMatrix.Analysis.Tests.Quality;
using TradeMatrix.Analysis.Trends;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Analysis.Tests.Readings;

public sealed class ReadingTests
{
    private static readonly Dictionary<string, string> MirrorOf = PatternDetectors.All
        .SelectMany(d => new[] { (d.Name, d.Mirrored), (d.Mirrored, d.Name) }).Distinct().ToDictionary(p => p.Item1, p => p.Item2, StringComparer.Ordinal);

    /// <summary>A synthetic pattern or a walk each, so that the properties are tested where something is found.</summary>
    private static readonly Gen<BarSeries> Series = Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 18], static (seed, kind) =>
        kind == 18 ? Walks.Make(260, seed) : Rounded(new SyntheticPatterns(seed).With(SyntheticPatterns.Names.ElementAt(kind), 0.05).Bars));

    [Fact]
    public void Shifted_and_scaled_prices_read_the_same() => Series.Sample(bars =>
    {
        var expected = Read(bars);
        foreach (var (scale, shift) in new[] { (2.0, 0.0), (1.0, 64.0), (0.25, -16.0) })
        {
            var actual = Read(Walks.Map(bars, p => (p * scale) + shift));
            Assert.Equal(expected.Patterns.Select(Shape), actual.Patterns.Select(Shape));
            Assert.Equal((expected.Trend.Kind, expected.Trend.Strength), (actual.Trend.Kind, actual.Trend.Strength));
            Assert.Equal(expected.Swings.Select(s => s.Index), actual.Swings.Select(s => s.Index));
            Assert.Equal(expected.Levels.Select(l => (l.Touches, l.Strength)), actual.Levels.Select(l => (l.Touches, l.Strength)));
            Assert.Equal(expected.Score, actual.Score);
        }
    }, iter: 200);

    [Fact]
    public void Negated_prices_read_as_the_mirror() => Series.Sample(bars =>
    {
        var expected = Read(bars);
        var actual = Read(Walks.Map(bars, p => -p));
        Assert.Equal(
            expected.Patterns.Select(p => (p.Name, p.Type, p.State, p.Start, p.End, p.Known)).Order(),
            actual.Patterns.Select(p => (MirrorOf[p.Name], (Direction)(-(int)p.Type), p.State, p.Start, p.End, p.Known)).Order());
        Assert.Equal(expected.Trend.Kind, actual.Trend.Kind switch { TrendKind.Bullish => TrendKind.Bearish, TrendKind.Bearish => TrendKind.Bullish, var kind => kind });
        Assert.Equal(expected.Trend.Strength, actual.Trend.Strength);
    }, iter: 200);

    [Fact]
    public void Later_bars_change_no_reading() => Gen.Select(Series, Gen.Double[0.3, 1]).Sample((bars, share) =>
    {
        var count = (int)(bars.Count * share);
        var copied = BarSeries.From([.. Enumerable.Range(0, count).Select(i => bars[i])]);
        Assert.Equal(ReadingJson.Write(Read(copied)), ReadingJson.Write(Read(bars.Slice(0, count))));
        Assert.All(Read(copied).Patterns, p => Assert.InRange(p.Known, p.End, count - 1));
    }, iter: 200);

    [Fact]
    public void Pattern_is_there_on_the_bar_at_which_it_is_known() => Series.Sample(bars =>
    {
        foreach (var pattern in ChartPatterns.Find(bars))
        {
            // What was found later over the same bars may have been better; some pattern over them was known then.
            var then = ChartPatterns.Find(bars.Slice(0, pattern.Known + 1));
            Assert.Contains(then, p => p.Start < pattern.End && p.End > pattern.Start);
        }
    }, iter: 200);

    [Fact]
    public void Any_bars_can_be_read() => Gen.Select(Walks.All, Gen.Int[0, 3], Gen.Int[0, 1000]).Sample((bars, kind, seed) =>
    {
        var random = new Random(seed);
        var nan = double.NaN;
        var odd = BarSeries.From([.. Enumerable.Range(0, bars.Count).Select(i => kind switch
        {
            0 => random.Next(5) == 0 ? new Bar(bars.Time[i], nan, nan, nan, nan) : bars[i] with { Volume = nan },
            1 => new Bar(bars.Time[i], 100, 100, 100, 100, 0),
            2 => new Bar(bars.Time[i], nan, nan, nan, nan),
            _ => bars[i] with { High = bars[i].High + (random.Next(20) == 0 ? 1e6 : 0) },
        })]);
        foreach (var timeframe in new[] { Timeframe.M5, Timeframe.H1, Timeframe.D1, Timeframe.W1 })
        {
            var reading = MarketReading.Read(odd, timeframe, ExchangeCalendar.For("XETRA"));
            Assert.NotEmpty(reading.Summary);
            Assert.InRange(reading.Score.Overall, 0, 1);
            Assert.DoesNotContain("NaN", ReadingJson.Write(reading), StringComparison.Ordinal);
        }
    }, iter: 200);

    [Fact]
    public void Gaps_change_no_pattern_and_indexes_count_them()
    {
        var series = new SyntheticPatterns(5).With("double_top", 0.05).Bars;
        var nan = double.NaN;
        var gapped = BarSeries.From([.. Enumerable.Range(0, series.Count).SelectMany(i => new[] { series[i], new Bar(series.Time[i] + 1, nan, nan, nan, nan) })]);
        var expected = ChartPatterns.Find(series);
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(p => (p.Name, p.State, 2 * p.Start, 2 * p.End, 2 * p.Known)), ChartPatterns.Find(gapped).Select(p => (p.Name, p.State, p.Start, p.End, p.Known)));
    }

    [Fact]
    public void Reading_is_json_in_snake_case()
    {
        var reading = Read(new SyntheticPatterns(5).With("double_top", 0.05).Bars);
        using var json = JsonDocument.Parse(ReadingJson.Write(reading));
        var pattern = json.RootElement.GetProperty("patterns")[0];
        Assert.Equal("double_top", pattern.GetProperty("name").GetString());
        Assert.Equal("bearish", pattern.GetProperty("type").GetString());
        Assert.Matches("forming|confirmed", pattern.GetProperty("state").GetString());
        Assert.True(pattern.GetProperty("key_levels").GetProperty("neckline").GetDouble() > 0);
        Assert.True(pattern.GetProperty("key_levels").GetProperty("target").GetDouble() < pattern.GetProperty("key_levels").GetProperty("breakout").GetDouble());
        Assert.Equal(JsonValueKind.Number, json.RootElement.GetProperty("trend").GetProperty("strength").ValueKind);
        Assert.Equal(JsonValueKind.Array, json.RootElement.GetProperty("levels").ValueKind);
    }

    [Fact]
    public void Chart_takes_every_drawing() => Series.Sample(bars =>
    {
        var drawings = ReadingDrawings.Of(Read(bars));
        var spec = new ChartSpec { Symbol = "X", Interval = Timeframe.H1, Bars = bars.Count, Drawings = drawings };
        Assert.NotEmpty(Chart.Describe(spec, bars));
    }, iter: 30);

    [Fact]
    public void Summary_names_trend_pattern_and_levels()
    {
        var reading = Read(new SyntheticPatterns(5).With("double_top", 0.05).Bars);
        Assert.StartsWith("1h at 1970-01-0", reading.Summary, StringComparison.Ordinal);
        Assert.Contains("trend ", reading.Summary, StringComparison.Ordinal);
        if (reading.Current.Length > 0) Assert.Contains("double top", reading.Summary, StringComparison.Ordinal);
        if (reading.Levels.Any(l => l.Kind == LevelKind.Support)) Assert.Contains("support ", reading.Summary, StringComparison.Ordinal);
    }

    private static MarketReading Read(BarSeries bars) => MarketReading.Read(bars, Timeframe.H1);

    private static (string, PatternState, int, int, int) Shape(ChartPattern p) => (p.Name, p.State, p.Start, p.End, p.Known);

    /// <summary>Prices in whole 1/1024ths, so that shifting, doubling and negating is exact.</summary>
    private static BarSeries Rounded(BarSeries bars) => Walks.Map(bars, p => Math.Round(p * 1024) / 1024);
}
