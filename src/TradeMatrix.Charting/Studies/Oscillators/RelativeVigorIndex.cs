namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Relative Vigor Index (John Ehlers, 2002): close less open by high less low, each weighted 1-2-2-1 over four bars and summed over n
/// bars; its own 1-2-2-1 average is the signal. NaN without range.
/// </summary>
internal static class RelativeVigorIndex
{
    public static readonly Study Study = new("Relative Vigor Index", s => s.Int("in_0") + 6, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var length = x.Int("in_0");
        var body = Symmetric(Rolling.Combine(x.Bars.Close, x.Bars.Open, (close, open) => close - open));
        var range = Symmetric(Rolling.Combine(x.Bars.High, x.Bars.Low, (high, low) => high - low));
        var vigor = Rolling.Combine(Rolling.Sum(body, length), Rolling.Sum(range, length), Ratio.Of);
        return new(new("RVGI", vigor), new("Signal", Symmetric(vigor)));
    }

    private static double[] Symmetric(double[] source)
    {
        var result = Rolling.NaNs(source.Length);
        for (var i = 3; i < result.Length; i++) result[i] = (source[i - 3] + (2 * source[i - 2]) + (2 * source[i - 1]) + source[i]) / 6;
        return result;
    }
}
