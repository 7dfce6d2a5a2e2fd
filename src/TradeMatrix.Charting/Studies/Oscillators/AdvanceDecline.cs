namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Advance/Decline ratio of bars: those of the last n that closed above their open by those that closed below it. When none fell it is
/// the number that rose.
/// </summary>
internal static class AdvanceDecline
{
    public static readonly Study Study = new("Advance/Decline", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        double[] rising = Rolling.Combine(x.Bars.Close, x.Bars.Open, (close, open) => close > open ? 1 : 0),
            falling = Rolling.Combine(x.Bars.Close, x.Bars.Open, (close, open) => close < open ? 1 : 0);
        return new(new PlotValues("Plot", Rolling.Combine(
            Rolling.Sum(rising, x.Int("in_0")), Rolling.Sum(falling, x.Int("in_0")), (up, down) => down == 0 ? up : up / down)));
    }
}
