namespace TradeMatrix.Charting.Studies;

/// <summary>Smoothed moving average: Wilder's smoothing (1978), factor 1/n, seeded with the mean of the first n values.</summary>
internal static class SmoothedMovingAverage
{
    public static readonly Study Study = new("Smoothed Moving Average", s => WarmUp.Wilder(s.Int("in_0")), Compute);

    private static StudyValues Compute(StudyContext x) =>
        new(new PlotValues("Plot", MovingAverages.Wilder(x.Source("in_1"), x.Int("in_0"))));
}
