using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Studies;

/// <summary>Williams Alligator (Bill Williams, 1995): three smoothed averages of (high + low) / 2, drawn so many bars later.</summary>
internal static class WilliamsAlligator
{
    public static readonly Study Study = new("Williams Alligator",
        s => Math.Max(Line(s, "in_0", "in_3"), Math.Max(Line(s, "in_1", "in_4"), Line(s, "in_2", "in_5"))), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var middle = PriceSource.Values(x.Bars, "hl2");
        return new(
            new("Jaw", MovingAverages.Wilder(middle, x.Int("in_0"))) { Shift = x.Int("in_3") },
            new("Teeth", MovingAverages.Wilder(middle, x.Int("in_1"))) { Shift = x.Int("in_4") },
            new("Lips", MovingAverages.Wilder(middle, x.Int("in_2"))) { Shift = x.Int("in_5") });
    }

    private static int Line(Settings inputs, string length, string offset) => WarmUp.Wilder(inputs.Int(length)) + inputs.Int(offset);
}
