namespace TradeMatrix.Charting.Studies;

/// <summary>Linearly weighted average: the newest of n values counts n times, the oldest once.</summary>
internal static class MovingAverageWeighted
{
    public static readonly Study Study = new("Moving Average Weighted", s => s.Int("in_0") + Math.Max(0, s.Int("in_2")), Compute);

    private static StudyValues Compute(StudyContext x) =>
        new(new PlotValues("Plot", MovingAverages.Weighted(x.Source("in_1"), x.Int("in_0"))) { Shift = x.Int("in_2") });
}
