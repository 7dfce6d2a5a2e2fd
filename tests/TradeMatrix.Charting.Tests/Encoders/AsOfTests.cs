using CsCheck;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Tests.Layout;

namespace TradeMatrix.Charting.Tests.Encoders;

/// <summary>A chart of the past knows nothing of what came later.</summary>
public sealed class AsOfTests
{
    [Fact]
    public void Any_chart_of_the_past_is_the_chart_of_the_bars_until_then() => Gen.Select(RandomCharts.Any, Gen.Double[0, 1]).Sample((chart, share) =>
    {
        var (spec, bars) = (chart.Spec with { Width = Math.Min(chart.Spec.Width, 700), Height = Math.Min(chart.Spec.Height, 500) }, chart.Bars);
        var asOf = bars.Time[(int)(share * (bars.Count - 1))] + (long)spec.Interval.Duration.TotalMilliseconds;
        Check(spec, bars, asOf);
    }, iter: 150, print: c => $"{RandomCharts.Print(c.Item1)} at {c.Item2}");

    [Fact]
    public void Every_study_of_the_past_is_the_study_of_the_bars_until_then()
    {
        var bars = RandomCharts.Series(Timeframe.D1, 500, (100, 0.02), 3, 7);
        foreach (var names in Catalog.Studies.Keys.Order(StringComparer.Ordinal).Chunk(6))
            Check(new ChartSpec { Studies = [.. names.Select(n => new StudySpec(n))], Height = 1000 }, bars, bars.Time[330] + 86_400_000);
    }

    private static void Check(ChartSpec spec, BarSeries bars, long asOf)
    {
        var calendar = ExchangeCalendar.For(spec.Symbol.Split(':')[0]) ?? ExchangeCalendar.Continuous(spec.Timezone);
        var count = BarWindow.ClosedBy(bars, spec.Interval, calendar, asOf);
        if (count == 0) return;
        for (var i = 0; i < bars.Count; i++) Assert.True(i < count == BarWindow.ClosedBy(bars.Slice(i, 1), spec.Interval, calendar, asOf) > 0, $"bar {i} of {count}");
        using var past = PictureEncoder.Frame(RandomCharts.Lay(spec with { AsOf = asOf }, bars));
        using var cut = PictureEncoder.Frame(RandomCharts.Lay(spec, Copy(bars.Slice(0, count))));
        Assert.True(past.Pixels.SequenceEqual(cut.Pixels), $"as of {DateTimeOffset.FromUnixTimeMilliseconds(asOf):u} the picture differs");
    }

    /// <summary>The same bars in arrays of their own, which cannot show what lies behind them.</summary>
    private static BarSeries Copy(BarSeries bars) => BarSeries.From([.. Enumerable.Range(0, bars.Count).Select(i => bars[i])]);
}
