namespace TradeMatrix.Charting.Studies;

/// <summary>Moving Average Channel: simple averages of the highs and of the lows.</summary>
internal static class MovingAverageChannel
{
    public static readonly Study Study = new("Moving Average Channel",
        s => Math.Max(s.Int("in_0") + Math.Max(0, s.Int("in_2")), s.Int("in_1") + Math.Max(0, s.Int("in_3"))), Compute);

    private static StudyValues Compute(StudyContext x) => new(
        new("Upper", MovingAverages.Simple(x.Bars.High, x.Int("in_0"))) { Shift = x.Int("in_2") },
        new("Lower", MovingAverages.Simple(x.Bars.Low, x.Int("in_1"))) { Shift = x.Int("in_3") });
}
