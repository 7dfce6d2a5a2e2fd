namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Moving average by Hamming's window (Blackman and Tukey, 1958): weights 0.54 − 0.46 · cos(2πk / (n − 1)) from the oldest bar,
/// k = 0, to the newest, k = n − 1.
/// </summary>
internal static class MovingAverageHamming
{
    public static readonly Study Study = new("Moving Average Hamming", s => s.Int("periods"), Compute);

    private static StudyValues Compute(StudyContext x) =>
        new(new PlotValues("Plot 1", MovingAverages.Weighted(x.Bars.Close, Weights(x.Int("periods")))));

    private static double[] Weights(int length)
    {
        if (length == 1) return [1];
        var weights = new double[length];
        for (var k = 0; k < length; k++) weights[k] = 0.54 - (0.46 * Math.Cos(2 * Math.PI * k / (length - 1)));
        return weights;
    }
}
