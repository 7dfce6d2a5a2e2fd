namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Ichimoku Cloud (Goichi Hosoda, 1969): middles of the highest high and the lowest low of so many bars. The values are not displaced;
/// the leading spans are drawn so many bars later and the lagging span, the close, as many earlier.
/// </summary>
internal static class IchimokuCloud
{
    public static readonly Study Study =
        new("Ichimoku Cloud", s => Math.Max(s.Int("in_0"), Math.Max(s.Int("in_1"), s.Int("in_2"))) + s.Int("in_3"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        double[] conversion = Rolling.Midpoint(x.Bars, x.Int("in_0")), @base = Rolling.Midpoint(x.Bars, x.Int("in_1"));
        var displacement = x.Int("in_3");
        return new(
            new("ConversionLine", conversion),
            new("BaseLine", @base),
            new("LaggingSpan", x.Bars.Close.ToArray()) { Shift = -displacement },
            new("LeadingSpanA", Rolling.Combine(conversion, @base, static (c, b) => (c + b) / 2)) { Shift = displacement },
            new("LeadingSpanB", Rolling.Midpoint(x.Bars, x.Int("in_2"))) { Shift = displacement });
    }
}
