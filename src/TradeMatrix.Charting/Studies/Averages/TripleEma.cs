namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Triple EMA (Patrick Mulloy, 1994): 3 · EMA − 3 · EMA of the EMA + EMA of that.
/// The inner averages are seeded with the mean of their own first n values; where a platform starts them from one value, the
/// two agree once the start is forgotten.
/// </summary>
internal static class TripleEma
{
    public static readonly Study Study = new("Triple EMA", s => 3 * WarmUp.Exponential(s.Int("in_0")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var first = MovingAverages.Exponential(x.Source(), x.Int("in_0"));
        var second = MovingAverages.Exponential(first, x.Int("in_0"));
        var third = MovingAverages.Exponential(second, x.Int("in_0"));
        var difference = Rolling.Combine(first, second, static (a, b) => 3 * (a - b));
        return new(new PlotValues("Plot", Rolling.Combine(difference, third, static (d, c) => d + c)));
    }
}
