namespace TradeMatrix.Charting.Studies;

/// <summary>Price Channel: highest high and lowest low of the last n bars and their middle, drawn so many bars later.</summary>
internal static class PriceChannel
{
    public static readonly Study Study = new("Price Channel", s => s.Int("in_0") + s.Int("in_1"), Compute);

    private static StudyValues Compute(StudyContext x) => new(
        new("Highprice Line", Rolling.Highest(x.Bars.High, x.Int("in_0"))) { Shift = x.Int("in_1") },
        new("Lowprice Line", Rolling.Lowest(x.Bars.Low, x.Int("in_0"))) { Shift = x.Int("in_1") },
        new("Centerprice Line", Rolling.Midpoint(x.Bars, x.Int("in_0"))) { Shift = x.Int("in_1") });
}
