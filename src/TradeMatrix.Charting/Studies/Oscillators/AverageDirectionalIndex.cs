namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Average Directional Index (J. Welles Wilder, 1978), 0..100: see <see cref="DirectionalMovement"/>. Lengths below 1 count as 1.
/// </summary>
internal static class AverageDirectionalIndex
{
    public static readonly Study Study = new("Average Directional Index",
        s => WarmUp.Wilder(Math.Max(1, s.Int("in_0"))) + WarmUp.Wilder(Math.Max(1, s.Int("in_1"))), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var (plus, minus) = DirectionalMovement.Of(x.Bars, Math.Max(1, x.Int("in_1")));
        return new(new PlotValues("ADX", MovingAverages.Wilder(DirectionalMovement.Index(plus, minus), Math.Max(1, x.Int("in_0")))));
    }
}
