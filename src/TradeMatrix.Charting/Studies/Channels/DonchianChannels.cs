namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Donchian Channels (Richard Donchian): highest high and lowest low of the last n bars, the present one among them, and their middle.
/// </summary>
internal static class DonchianChannels
{
    public static readonly Study Study = new("Donchian Channels", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x) => new(
        new("Lower", Rolling.Lowest(x.Bars.Low, x.Int("in_0"))),
        new("Upper", Rolling.Highest(x.Bars.High, x.Int("in_0"))),
        new("Basis", Rolling.Midpoint(x.Bars, x.Int("in_0"))));
}
