namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Hull Moving Average (Alan Hull, 2005): the weighted average over √n of 2 · WMA(n / 2) − WMA(n). Both n / 2 and √n are rounded
/// down, as in Hull's own formula, but never below 1.
/// </summary>
internal static class HullMovingAverage
{
    public static readonly Study Study = new("Hull Moving Average", s => s.Int("in_0") + Smoothing(s.Int("in_0")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var length = x.Int("in_0");
        var half = MovingAverages.Weighted(x.Source(), Math.Max(1, length / 2));
        var whole = MovingAverages.Weighted(x.Source(), length);
        var raw = Rolling.Combine(half, whole, static (h, w) => (2 * h) - w);
        return new(new PlotValues("Plot", MovingAverages.Weighted(raw, Smoothing(length))));
    }

    private static int Smoothing(int length) => (int)Math.Sqrt(length);
}
