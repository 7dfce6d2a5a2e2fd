namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Chaikin Oscillator (Marc Chaikin): short less long exponential average of the accumulation/distribution line.
/// The line's level, and so where its total began, falls out of the difference.
/// </summary>
internal static class ChaikinOscillator
{
    public static readonly Study Study =
        new("Chaikin Oscillator", s => WarmUp.Exponential(Math.Max(s.Int("in_0"), s.Int("in_1"))), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var line = AccumulationDistribution.Of(x.Bars);
        return new(new PlotValues("Plot", Rolling.Combine(
            MovingAverages.Exponential(line, x.Int("in_0")), MovingAverages.Exponential(line, x.Int("in_1")), static (fast, slow) => fast - slow)));
    }
}
