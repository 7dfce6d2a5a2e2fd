namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Vortex Indicator (Etienne Botes and Douglas Siepman, 2010): distances from this high to the low before (VI +) and from this low to
/// the high before (VI -), summed over n bars, by the sum of true ranges. NaN without range.
/// </summary>
internal static class VortexIndicator
{
    public static readonly Study Study = new("Vortex Indicator", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var length = x.Int("in_0");
        double[] plus = Rolling.NaNs(x.Count), minus = Rolling.NaNs(x.Count);
        for (var i = 1; i < plus.Length; i++)
        {
            plus[i] = Math.Abs(x.Bars.High[i] - x.Bars.Low[i - 1]);
            minus[i] = Math.Abs(x.Bars.Low[i] - x.Bars.High[i - 1]);
        }
        var range = Rolling.Sum(Rolling.TrueRange(x.Bars), length);
        return new(
            new("VI +", Rolling.Combine(Rolling.Sum(plus, length), range, Ratio.Of)),
            new("VI -", Rolling.Combine(Rolling.Sum(minus, length), range, Ratio.Of)));
    }
}
