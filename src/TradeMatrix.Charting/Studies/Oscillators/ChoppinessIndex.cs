namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Choppiness Index (E. W. Dreiss, 1993), 0..100: 100 · log(sum of true ranges / range of the window) / log(n). NaN without range, and
/// for one bar, whose logarithm is zero.
/// </summary>
internal static class ChoppinessIndex
{
    public static readonly Study Study = new("Choppiness Index", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var length = x.Int("in_0");
        var way = Rolling.Sum(Rolling.TrueRange(x.Bars), length);
        var range = Rolling.Combine(Rolling.Highest(x.Bars.High, length), Rolling.Lowest(x.Bars.Low, length), (high, low) => high - low);
        var choppiness = Rolling.Combine(way, range, (w, r) => Ratio.Percent(Math.Log(Ratio.Of(w, r)), Math.Log(length)));
        return new(new PlotValues("Plot", choppiness));
    }
}
