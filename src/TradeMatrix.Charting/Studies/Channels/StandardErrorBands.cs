namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Standard Error Bands (Jon Andersen, 1996): the end of the least-squares line through the last n closes, so many standard errors of the
/// estimate above (plot 1) and below (plot 3), all averaged over a few bars. Without three periods there is no value.
/// </summary>
internal static class StandardErrorBands
{
    public static readonly Study Study =
        new("Standard Error Bands", s => Math.Max(0, s.Int("periods")) + WarmUp.ByName(s.Text("method"), s.Int("averagePeriods")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var (length, errors) = (x.Int("periods"), x.Number("errors"));
        var error = Average(LinearRegression.StandardError(x.Bars.Close, length));
        var middle = Average(length < 3 ? Rolling.NaNs(x.Count) : LinearRegression.Value(x.Bars.Close, length));
        return new(
            new("Plot 1", Rolling.Combine(middle, error, (m, e) => m + (errors * e))),
            new("Plot 2", middle),
            new("Plot 3", Rolling.Combine(middle, error, (m, e) => m - (errors * e))));

        double[] Average(double[] values) => MovingAverages.ByName(x.Text("method"), values, x.Int("averagePeriods"));
    }
}
