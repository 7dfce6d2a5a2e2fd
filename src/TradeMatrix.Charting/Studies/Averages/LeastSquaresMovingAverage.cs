namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Least Squares Moving Average: the end of the least-squares line through the last n closes, or its value so many bars before the end
/// (offset; negative for a forecast).
/// </summary>
internal static class LeastSquaresMovingAverage
{
    public static readonly Study Study = new("Least Squares Moving Average", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x) =>
        new(new PlotValues("Plot", LinearRegression.Value(x.Bars.Close, x.Int("in_0"), x.Int("in_1"))));
}
