namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Williams %R (Larry Williams, 1973), −100..0: distance of the price from the n-bar high in percent of the n-bar range. NaN without range.
/// </summary>
internal static class WilliamsPercentRange
{
    public static readonly Study Study = new("Williams %R", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        double[] highest = Rolling.Highest(x.Bars.High, x.Int("in_0")), lowest = Rolling.Lowest(x.Bars.Low, x.Int("in_0"));
        var source = x.Source();
        var values = new double[x.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Ratio.Percent(source[i] - highest[i], highest[i] - lowest[i]);
        return new(new PlotValues("Plot", values));
    }
}
