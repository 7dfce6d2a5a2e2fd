namespace TradeMatrix.Charting.Studies;

/// <summary>Price Oscillator, in percent: short less long exponential average, in percent of the long one.</summary>
internal static class PriceOscillator
{
    public static readonly Study Study = new("Price Oscillator",
        s => WarmUp.Exponential(Math.Max(s.Int("in_0"), s.Int("in_1"))), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var source = x.Source();
        return new(new PlotValues("Plot", Rolling.Combine(
            MovingAverages.Exponential(source, x.Int("in_0")), MovingAverages.Exponential(source, x.Int("in_1")),
            (fast, slow) => Ratio.Percent(fast - slow, slow))));
    }
}
