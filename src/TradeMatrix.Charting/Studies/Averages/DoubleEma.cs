namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Double EMA (Patrick Mulloy, 1994): 2 · EMA − EMA of the EMA, which takes out most of the lag.
/// The inner average is seeded with the mean of its own first n values; where a platform starts it from one value, the
/// two agree once the start is forgotten.
/// </summary>
internal static class DoubleEma
{
    public static readonly Study Study = new("Double EMA", s => 2 * WarmUp.Exponential(s.Int("in_0")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var first = MovingAverages.Exponential(x.Source(), x.Int("in_0"));
        var second = MovingAverages.Exponential(first, x.Int("in_0"));
        return new(new PlotValues("Plot", Rolling.Combine(first, second, static (a, b) => (2 * a) - b)));
    }
}
