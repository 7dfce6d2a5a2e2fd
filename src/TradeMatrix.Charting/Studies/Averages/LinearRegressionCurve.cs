namespace TradeMatrix.Charting.Studies;

/// <summary>Linear Regression Curve: the end of the least-squares line through the last n closes.</summary>
internal static class LinearRegressionCurve
{
    public static readonly Study Study = new("Linear Regression Curve", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x) =>
        new(new PlotValues("Plot", LinearRegression.Value(x.Bars.Close, x.Int("in_0"))));
}
