using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Charting.Tests.Studies;

/// <summary>Studies that count in days ask for as many bars as those days have.</summary>
public sealed class WarmUpTests
{
    [Theory]
    [InlineData("VWAP:Session", "1D", 2)]
    [InlineData("VWAP:Week", "1D", 8)]
    [InlineData("VWAP:Month", "1W", 5)]
    [InlineData("PPS:Traditional,Auto", "1D", 63)]
    [InlineData("PPS:Traditional,Daily", "1h", 58)]
    [InlineData("VWAP:Session", "1m", 1504)]
    public void A_longer_timeframe_needs_fewer_bars(string code, string timeframe, int bars) =>
        Assert.Equal(bars, StudyCalculator.WarmUpOf(StudySpec.FromCode(code), Timeframe.Parse(timeframe)));

    [Theory]
    [InlineData("NYSE", "30m", "2023-01-01", "2025-12-01")]
    [InlineData("FX", "4h", "2019-01-01", "2025-12-01")]
    [InlineData("CRYPTO", "12h", "2019-01-01", "2025-12-01")]
    [InlineData("XETRA", "1D", "2015-01-01", "2025-12-01")]
    [InlineData("NYSE", "3D", "2015-01-01", "2025-12-01")]
    [InlineData("TSE", "1W", "2015-01-01", "2025-12-01")]
    [InlineData("NYSE", "1M", "2000-01-01", "2025-12-01")]
    public void Values_after_the_warm_up_are_those_of_the_whole_series(string exchange, string interval, string from, string to)
    {
        var (calendar, timeframe) = (ExchangeCalendar.For(exchange)!, Timeframe.Parse(interval));
        var bars = Walk([.. calendar.ExpectedOpens(timeframe, At(from), At(to))]);
        var codes = (string[])["VWAP:Session", "VWAP:Week", "VWAP:Month", "VWAP:Quarter", "VWAP:Year", "PPS:Woodie,Auto,30", "PPS:Camarilla,Daily,200", "PPS:Classic,Weekly,50",
            "PPS:Fibonacci,Monthly,15", "PPS:Traditional,Quarterly,9", "VWAPAA:Auto", "VWAPAA:Month", "VWAPAA:Highest High"];
        foreach (var spec in codes.Select(StudySpec.FromCode))
        {
            var warmUp = StudyCalculator.WarmUpOf(spec, timeframe);
            for (var first = Math.Max(warmUp, bars.Count - 40); first < bars.Count; first += 3)
            {
                var known = bars.Slice(0, Math.Min(first + 5, bars.Count));
                var whole = StudyCalculator.Compute(spec, known, timeframe, calendar);
                var part = StudyCalculator.Compute(spec, known.Slice(first - warmUp, known.Count - first + warmUp), timeframe, calendar);
                foreach (var (expected, actual) in whole.Plots.Zip(part.Plots)) Assert.Equal(expected.Values[first..], actual.Values[warmUp..]);
            }
        }
    }

    private static BarSeries Walk(long[] times)
    {
        var walk = StudyRun.RandomWalk(times.Length, 11);
        return BarSeries.FromArrays(times, [.. walk.Open], [.. walk.High], [.. walk.Low], [.. walk.Close], [.. walk.Volume]);
    }

    private static long At(string date) => Bars.At.Time(date);
}
