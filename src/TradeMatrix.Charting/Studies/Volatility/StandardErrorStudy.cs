namespace TradeMatrix.Charting.Studies;

/// <summary>Standard Error of the estimate: how far the last n closes lie from their least-squares line, over n − 2 degrees of freedom, price units.</summary>
internal static class StandardErrorStudy
{
    public static readonly Study Study = new("Standard Error", s => s.Int("length"), Compute);

    private static StudyValues Compute(StudyContext x) => new(new PlotValues("Plot", LinearRegression.StandardError(x.Bars.Close, x.Int("length"))));
}
