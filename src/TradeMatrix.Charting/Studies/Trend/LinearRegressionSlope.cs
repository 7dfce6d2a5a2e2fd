namespace TradeMatrix.Charting.Studies;

/// <summary>Linear Regression Slope: rise in a bar of the least-squares line through the last n closes, price units.</summary>
internal static class LinearRegressionSlope
{
    public static readonly Study Study = new("Linear Regression Slope", s => s.Int("periods"), Compute);

    private static StudyValues Compute(StudyContext x) =>
        new(new PlotValues("Plot", LinearRegression.Slope(x.Bars.Close, x.Int("periods"))));
}
