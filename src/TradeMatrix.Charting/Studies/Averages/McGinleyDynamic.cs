namespace TradeMatrix.Charting.Studies;

/// <summary>
/// McGinley Dynamic (John McGinley, 1990): each close C moves the line M by (C − M) / (n · (C / M)⁴), seeded with the mean of the
/// first n. The step never exceeds C − M: after a fall to a fraction of the line the bare formula would overshoot without bound.
/// </summary>
internal static class McGinleyDynamic
{
    public static readonly Study Study = new("McGinley Dynamic", s => WarmUp.Wilder(s.Int("in_0")), Compute);

    private static StudyValues Compute(StudyContext x) => new(new PlotValues("Plot", Of(x.Bars.Close, x.Int("in_0"))));

    private static double[] Of(ReadOnlySpan<double> close, int length)
    {
        var result = Rolling.NaNs(close.Length);
        if (close.Length < length) return result;
        var value = MovingAverages.Simple(close[..length], length)[^1];
        result[length - 1] = value;
        for (var i = length; i < close.Length; i++)
        {
            value += (close[i] - value) / Math.Max(1, value == 0 ? 1 : length * Math.Pow(close[i] / value, 4));
            result[i] = value;
        }
        return result;
    }
}
