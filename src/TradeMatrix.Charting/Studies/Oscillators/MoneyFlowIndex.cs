using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Money Flow Index (Gene Quong and Avrum Soudack, 1989), 0..100: typical price times volume of the bars whose typical price rose, in
/// percent of that of all bars whose typical price changed, over the last n changes. Unknown volume counts as 0; NaN without any flow.
/// </summary>
internal static class MoneyFlowIndex
{
    public static readonly Study Study = new("Money Flow Index", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var typical = PriceSource.Values(x.Bars, "hlc3");
        double[] rising = Rolling.NaNs(x.Count), both = Rolling.NaNs(x.Count);
        for (var i = 1; i < rising.Length; i++)
        {
            var flow = double.IsNaN(x.Bars.Volume[i]) ? 0 : typical[i] * x.Bars.Volume[i];
            rising[i] = typical[i] > typical[i - 1] ? flow : 0;
            both[i] = typical[i] == typical[i - 1] ? 0 : flow;
        }
        return new(new PlotValues("Plot", Rolling.Combine(
            Rolling.Sum(rising, x.Int("in_0")), Rolling.Sum(both, x.Int("in_0")), Ratio.Percent)));
    }
}
