using System.Text.Json;
using CsCheck;
using TradeMatrix.Analysis.Candles;
using TradeMatrix.Analysis.Levels;
using TradeMatrix.Analysis.Patterns;
using TradeMatrix.Analysis.Readings;
using TradeMatrix.Analysis.Swings;
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
    public void What_is_known_by_a_bar_is_the_same_with_and_without_later_bars() => Gen.Select(Series, Gen.Double[0.3, 1]).Sample((bars, share) =>
    {
        var count = (int)(bars.Count * share);
        var (whole, part) = (Read(bars), Read(BarSeries.From([.. Enumerable.Range(0, count).Select(i => bars[i])])));
        Assert.Equal(whole.Swings.Where(s => s.Known < count), part.Swings);
        Assert.Equal(Fractals.Of(bars).Where(s => s.Known < count), Fractals.Of(bars.Slice(0, count)));
        Assert.Equal(
            CandlePatterns.Find(bars).Where(c => c.Index < count).Select(c => (c.Index, c.Pattern.Name)), CandlePatterns.Find(bars.Slice(0, count)).Select(c => (c.Index, c.Pattern.Name)));
        Assert.All(part.Patterns, p => Assert.InRange(p.Known, p.End, count - 1));
    }, iter: 200);

    [Fact]
    public void A_sloping_channel_that_breaks_against_its_slope_has_failed()
    {
        var failed = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var bars = Rounded(new SyntheticPatterns(seed).With(seed % 2 == 0 ? "channel_up" : "channel_down", 0.03).Bars);
            var name = seed % 2 == 0 ? "channel_up" : "channel_down";
            if (ChartPatterns.Find(bars).FirstOrDefault(p => p.Name == name && p.State == PatternState.Confirmed) is not { } before) continue;
            var known = bars.Slice(0, before.Known + 1);
            var height = before.KeyLevels["upper"] - before.KeyLevels["lower"];
            var broken = Then(known, Enumerable.Range(1, 3).Select(i => known.Close[^1] + ((seed % 2 == 0 ? -1 : 1) * i * height)));
            var after = ChartPatterns.Find(broken).FirstOrDefault(p => p.Name == name && p.Start == before.Start && p.End == before.End);
            if (after is null) continue;
            Assert.Equal(PatternState.Failed, after.State);
            Assert.True(after.Known > before.Known);
            Assert.DoesNotContain(Read(broken).Current, p => p.Name == name && p.Start == before.Start);
            failed++;
        }
        Assert.True(failed > 5, $"{failed} were found");
    }

    [Theory]
    [InlineData("target")]
    [InlineData("invalidation")]
    public void A_pattern_that_reached_its_target_or_was_ruled_out_matters_no_more(string level)
    {
        var (still, over) = (0, 0);
        for (var seed = 0; seed < 120; seed++)
        {
            var bars = Rounded(new SyntheticPatterns(seed).With(SyntheticPatterns.Names.ElementAt(seed % 18), 0.03).Bars);
            foreach (var pattern in ChartPatterns.Find(bars).Where(p => p.State == PatternState.Confirmed && p.KeyLevels.ContainsKey("target")))
            {
                var then = bars.Slice(0, Math.Max(pattern.Known, pattern.Lines[0].End.Index) + 1);
                if (Find(then) is null) continue;
                still++;
                var sign = (int)pattern.Type * (level == "target" ? 1 : -1);
                var passed = Then(then, [pattern.KeyLevels[level] + (sign * 0.25)]);
                if (ChartPatterns.Find(passed).All(p => Key(p) != Key(pattern))) continue;
                Assert.Null(Find(passed));
                over++;
            }

            static (string, int, int) Key(ChartPattern p) => (p.Name, p.Start, p.End);
            ChartPattern? Find(BarSeries at) => Read(at).Current.FirstOrDefault(p => ChartPatterns.Find(bars).Any(o => Key(o) == Key(p) && o.State == PatternState.Confirmed && o.KeyLevels.ContainsKey("target")));
        }
        Assert.True(still > 20 && over > 20, $"{still} and {over} were found");
    }

    [Fact]
    public void Levels_have_no_texts_that_could_cover_each_other() => Series.Sample(bars =>
    {
        var reading = Read(bars);
        DrawingSpec[] levels = [.. ReadingDrawings.Of(reading).Where(d => d.Name == "Horizontal Line")];
        Assert.Equal(reading.Levels.Length, levels.Length);
        Assert.All(levels, d => Assert.False(d.Input.ContainsKey("text")));
    }, iter: 50);

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
    public void Any_bars_can_be_read() => Gen.Select(Walks.All, Gen.Int[0, 7], Gen.Int[0, 1000]).Sample((bars, kind, seed) =>
    {
        var random = new Random(seed);
        var nan = double.NaN;
        var odd = BarSeries.From([.. Enumerable.Range(0, bars.Count).Select(i => kind switch
        {
            0 => random.Next(5) == 0 ? new Bar(bars.Time[i], nan, nan, nan, nan) : bars[i] with { Volume = nan },
            1 => new Bar(bars.Time[i], 100, 100, 100, 100, 0),
            2 => new Bar(bars.Time[i], nan, nan, nan, nan),
            4 => random.Next(9) == 0 ? bars[i] with { High = double.PositiveInfinity } : bars[i],
            5 => random.Next(9) == 0 ? bars[i] with { Close = double.NegativeInfinity, Low = double.NegativeInfinity } : bars[i],
            6 => bars[i] with { Open = bars[i].Open * 1e304, High = bars[i].High * 1e304, Low = bars[i].Low * 1e304, Close = bars[i].Close * 1e304 },
            7 => i < 20 ? bars[i] with { Open = bars[i].Open * 1e10, High = bars[i].High * 1e10, Low = bars[i].Low * 1e10, Close = bars[i].Close * 1e10 } : new Bar(bars.Time[i], 1e12, 1e12, 1e12, 1e12),
            _ => bars[i] with { High = bars[i].High + (random.Next(20) == 0 ? 1e6 : 0) },
        })]);
        foreach (var timeframe in new[] { Timeframe.M5, Timeframe.H1, Timeframe.D1, Timeframe.W1 })
        {
            var reading = MarketReading.Read(odd, timeframe, ExchangeCalendar.For("XETRA"));
            Assert.NotEmpty(reading.Summary);
            Assert.InRange(reading.Score.Overall, 0, 1);
            Assert.DoesNotContain("NaN", ReadingJson.Write(reading), StringComparison.Ordinal);
            Assert.NotEmpty(ReadingJson.Write(ReadingDrawings.Of(reading).Length));
        }
    }, iter: 200);

    [Fact]
    public void Numbers_that_json_does_not_know_are_null()
    {
        Assert.Equal("[null,null,1.5]", ReadingJson.Write<double[]>([double.NaN, double.PositiveInfinity, 1.5]));
        // A range that faded over a price that stands still.
        var bars = BarSeries.From([.. Enumerable.Range(0, 1200).Select(i => new Bar(i * 60_000L, 1e12, 1e12 + (i < 50 ? 1e9 : 0), 1e12, 1e12))]);
        Assert.Null(Read(bars).RoundBelow);
    }

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

    /// <summary>The bars and closes after them.</summary>
    private static BarSeries Then(BarSeries bars, IEnumerable<double> closes)
    {
        var all = Enumerable.Range(0, bars.Count).Select(i => bars[i]).ToList();
        foreach (var close in closes) all.Add(new Bar(all[^1].Time + 3_600_000, all[^1].Close, Math.Max(all[^1].Close, close), Math.Min(all[^1].Close, close), close, 100));
        return BarSeries.From(all);
    }

    private static MarketReading Read(BarSeries bars) => MarketReading.Read(bars, Timeframe.H1);

    private static (string, PatternState, int, int, int) Shape(ChartPattern p) => (p.Name, p.State, p.Start, p.End, p.Known);

    /// <summary>Prices in whole 1/1024ths, so that shifting, doubling and negating is exact.</summary>
    private static BarSeries Rounded(BarSeries bars) => Walks.Map(bars, p => Math.Round(p * 1024) / 1024);
}
