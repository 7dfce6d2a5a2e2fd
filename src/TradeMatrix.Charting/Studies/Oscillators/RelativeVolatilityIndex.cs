namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Relative Volatility Index (Donald Dorsey, 1993), 0..100: the n-bar standard deviation of closes counted as up where the close rose,
/// else as down; 14-bar exponential average of the first in percent of both. NaN without any deviation.
/// </summary>
internal static class RelativeVolatilityIndex
{
    private const int AverageLength = 14;

    public static readonly Study Study = new("Relative Volatility Index",
        s => s.Int("length") + WarmUp.Exponential(AverageLength), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var length = x.Int("length");
        var deviation = Rolling.Deviation(x.Bars.Close, length);
        double[] up = Rolling.NaNs(x.Count), both = Rolling.NaNs(x.Count);
        for (var i = Math.Max(length - 1, 1); i < both.Length; i++)
        {
            up[i] = x.Bars.Close[i] > x.Bars.Close[i - 1] ? deviation[i] : 0;
            both[i] = deviation[i];
        }
        return new(new PlotValues("RVI", Rolling.Combine(
            MovingAverages.Exponential(up, AverageLength), MovingAverages.Exponential(both, AverageLength), Ratio.Percent)));
    }
}
