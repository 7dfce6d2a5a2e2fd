namespace TradeMatrix.Charting.Studies;

/// <summary>Population standard deviation of the last n closes, times a number of deviations, price units.</summary>
internal static class StandardDeviation
{
    public static readonly Study Study = new("Standard Deviation", s => s.Int("periods"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var deviations = x.Number("deviations");
        return new(new PlotValues("Plot", Array.ConvertAll(Rolling.Deviation(x.Bars.Close, x.Int("periods")), d => d * deviations)));
    }
}
