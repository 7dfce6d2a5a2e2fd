using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Charting.Tests.Studies;

/// <summary>Runs one study over whole series.</summary>
internal static class StudyRun
{
    public static StudyValues Of(BarSeries bars, StudySpec spec, Timeframe? timeframe = null, ExchangeCalendar? calendar = null) =>
        StudyRegistry.All[spec.Name].Compute(new StudyContext
        {
            Bars = bars,
            Inputs = Catalog.Studies[spec.Name].ResolveInputs(spec),
            Timeframe = timeframe ?? Timeframe.D1,
            Calendar = calendar ?? ExchangeCalendar.Continuous("Etc/UTC"),
            VisibleStart = 0,
            VisibleEnd = bars.Count,
        });

    public static double[] Plot(BarSeries bars, StudySpec spec, string plot) => Of(bars, spec).Plots.Single(p => p.Name == plot).Values;

    /// <summary>Bars of a seeded random walk; always valid, with volume.</summary>
    public static BarSeries RandomWalk(int count, int seed, double start = 100)
    {
        var random = new Random(seed);
        var price = start;
        return BarSeries.From([.. Enumerable.Range(0, count).Select(i =>
        {
            var open = price;
            price *= Math.Exp((random.NextDouble() - 0.5) * 0.04);
            var (top, bottom) = (Math.Max(open, price), Math.Min(open, price));
            return new Bar(i * 86_400_000L, open, top * (1 + (random.NextDouble() * 0.01)), bottom * (1 - (random.NextDouble() * 0.01)), price, random.Next(1_000, 100_000));
        })]);
    }
}
