namespace TradeMatrix.Charting.Studies;

/// <summary>Standard Error of the estimate: distance of the last n closes from their least-squares line, over n − 2, price units.</summary>
internal static class StandardErrorStudy
{
    public static readonly Study Study = new("Standard Error", s => s.Int("length"), Compute);

    private static StudyValues Compute(StudyContext x) =>
        new(new PlotValues("Plot", LinearRegression.StandardError(x.Bars.Close, x.Int("length"))));
}
