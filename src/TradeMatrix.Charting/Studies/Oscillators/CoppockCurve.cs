namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Coppock Curve (Edwin Coppock, 1962), in percent: weighted average of the sum of a long and a short rate of change.
/// A weighted length below 1 counts as 1.
/// </summary>
internal static class CoppockCurve
{
    public static readonly Study Study = new("Coppock Curve",
        s => Math.Max(1, s.Int("in_0")) + Math.Max(s.Int("in_1"), s.Int("in_2")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var sum = Rolling.Combine(
            RateOfChange.Of(x.Bars.Close, x.Int("in_1")), RateOfChange.Of(x.Bars.Close, x.Int("in_2")), (slow, fast) => slow + fast);
        return new(new PlotValues("Plot", MovingAverages.Weighted(sum, Math.Max(1, x.Int("in_0")))));
    }
}
