namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Adaptive moving average (Perry Kaufman, 1995): a factor between those of exponential averages over 2 and 30 bars, squared, by how
/// straight the last n bars went. Seeded with the nth close. At its slowest the factor is (2 / 31)², so after 2800 bars less than 1e-5
/// of the start is left.
/// </summary>
internal static class MovingAverageAdaptive
{
    public static readonly Study Study = new("Moving Average Adaptive", s => s.Int("periods") + 2800, Compute);

    private static StudyValues Compute(StudyContext x) => new(new PlotValues("Plot 1", Of(x.Bars.Close, x.Int("periods"))));

    private static double[] Of(ReadOnlySpan<double> close, int length)
    {
        const double fast = 2.0 / 3, slow = 2.0 / 31;
        var result = Rolling.NaNs(close.Length);
        if (close.Length < length) return result;
        var value = close[length - 1];
        result[length - 1] = value;
        for (var i = length; i < close.Length; i++)
        {
            var path = 0.0;
            for (var k = i - length + 1; k <= i; k++) path += Math.Abs(close[k] - close[k - 1]);
            var straightness = path == 0 ? 0 : Math.Abs(close[i] - close[i - length]) / path;
            var factor = slow + (straightness * (fast - slow));
            value += factor * factor * (close[i] - value);
            result[i] = value;
        }
        return result;
    }
}
