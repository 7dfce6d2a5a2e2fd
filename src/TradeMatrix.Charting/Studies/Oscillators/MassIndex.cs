namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Mass Index (Donald Dorsey, 1992): sum over n bars of the 9-bar exponential average of the bars' range by the same average of itself.
/// NaN without any range.
/// </summary>
internal static class MassIndex
{
    private const int AverageLength = 9;

    public static readonly Study Study = new("Mass Index", s => (2 * WarmUp.Exponential(AverageLength)) + s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var range = Rolling.Combine(x.Bars.High, x.Bars.Low, (high, low) => high - low);
        var once = MovingAverages.Exponential(range, AverageLength);
        var twice = MovingAverages.Exponential(once, AverageLength);
        return new(new PlotValues("Plot", Rolling.Sum(Rolling.Combine(once, twice, Ratio.Of), x.Int("in_0"))));
    }
}
