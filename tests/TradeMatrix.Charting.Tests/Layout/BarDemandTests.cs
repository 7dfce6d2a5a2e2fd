using CsCheck;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Tests.Layout;

/// <summary>A chart of the bars that it asks for is the chart of all of them.</summary>
public sealed class BarDemandTests
{
    [Fact]
    public void The_bars_asked_for_make_the_same_picture_as_all() => Gen.Select(RandomCharts.Any, Gen.Int[0, 1000], Gen.Bool).Sample((chart, seed, regular) =>
    {
        var spec = chart.Spec with { Session = regular ? SessionFilter.Regular : SessionFilter.Extended };
        var bars = RandomCharts.Series(spec.Interval, 5000, (100, 0.01), seed, 1);
        var demand = Chart.BarsNeeded(spec, bars.Time[^1]);
        var end = demand.Until is { } until ? bars.IndexAtOrAfter(until + 1) : bars.Count;
        var first = Math.Min(end, demand.From is { } from ? bars.IndexAtOrAfter(from) : end);
        var part = bars.Slice(Math.Max(0, first - demand.Count), end - Math.Max(0, first - demand.Count));
        Assert.Equal(Outcome(spec, bars), Outcome(spec, part));
    }, iter: 120, print: t => RandomCharts.Print(t.Item1));

    private static string Outcome(ChartSpec spec, BarSeries bars)
    {
        var others = new Dictionary<string, BarSeries>(StringComparer.Ordinal) { ["BINANCE:BTCUSDT"] = RandomCharts.Series(spec.Interval, 5000, (50, 0.01), 7, 1) };
        try
        {
            return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Chart.Draw(spec, bars, others: others).Bytes));
        }
        catch (ChartSpecException e)
        {
            return e.Problems[0].Path;
        }
    }
}
