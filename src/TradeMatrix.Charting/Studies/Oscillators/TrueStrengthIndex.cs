namespace TradeMatrix.Charting.Studies;

/// <summary>
/// True Strength Index (William Blau, 1991), −100..100: one-bar change, smoothed by a long and then a short exponential average, in
/// percent of its absolute amount smoothed alike, and its exponential average as signal. 0 as long as nothing has changed.
/// </summary>
internal static class TrueStrengthIndex
{
    public static readonly Study Study = new("True Strength Index",
        s => WarmUp.Exponential(s.Int("in_0")) + WarmUp.Exponential(s.Int("in_1")) + WarmUp.Exponential(s.Int("in_2")), Compute);

    /// <summary>The index of any values, as a fraction.</summary>
    public static double[] Of(ReadOnlySpan<double> source, int slow, int fast)
    {
        var change = Rolling.Change(source);
        return Rolling.Combine(Twice(change), Twice(Array.ConvertAll(change, Math.Abs)), (c, a) => a == 0 ? 0 : Ratio.Of(c, a));

        double[] Twice(double[] values) => MovingAverages.Exponential(MovingAverages.Exponential(values, slow), fast);
    }

    private static StudyValues Compute(StudyContext x)
    {
        var index = Array.ConvertAll(Of(x.Bars.Close, x.Int("in_0"), x.Int("in_1")), v => 100 * v);
        return new(new("True Strength Index", index), new("Signal", MovingAverages.Exponential(index, x.Int("in_2"))));
    }
}
