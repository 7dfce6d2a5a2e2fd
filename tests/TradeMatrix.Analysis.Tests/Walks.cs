using CsCheck;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests;

/// <summary>Random series for properties.</summary>
internal static class Walks
{
    /// <summary>Random walks of 0 to 260 hourly bars with prices in whole 1/64ths, so that shifting, doubling and negating is exact.</summary>
    public static readonly Gen<BarSeries> All = Gen.Select(Gen.Int[0, 260], Gen.Int[0, int.MaxValue], Make);

    public static BarSeries Make(int count, int seed)
    {
        var random = new Random(seed);
        var bars = new Bar[count];
        var close = 6400;
        for (var i = 0; i < count; i++)
        {
            var open = close + random.Next(-2, 3);
            close = open + random.Next(-40, 41);
            var (high, low) = (Math.Max(open, close) + random.Next(0, 20), Math.Min(open, close) - random.Next(0, 20));
            bars[i] = new Bar(i * 3_600_000L, open / 64.0, high / 64.0, low / 64.0, close / 64.0, random.Next(1000));
        }
        return BarSeries.From(bars);
    }

    /// <summary>The same bars with every price put through a function that keeps their order, or turns it around.</summary>
    public static BarSeries Map(BarSeries bars, Func<double, double> price) => BarSeries.From([.. Enumerable.Range(0, bars.Count).Select(i =>
    {
        var (bar, a, b) = (bars[i], price(bars[i].High), price(bars[i].Low));
        return bar with { Open = price(bar.Open), High = Math.Max(a, b), Low = Math.Min(a, b), Close = price(bar.Close) };
    })]);

    /// <summary>Bars from closes alone, an hour each, that open where the one before closed, with short shadows.</summary>
    public static BarSeries OfCloses(params double[] closes) => BarSeries.From([.. closes.Select((c, i) =>
    {
        var open = i == 0 ? c : closes[i - 1];
        return new Bar(i * 3_600_000L, open, Math.Max(open, c) + 0.1, Math.Min(open, c) - 0.1, c);
    })]);
}
