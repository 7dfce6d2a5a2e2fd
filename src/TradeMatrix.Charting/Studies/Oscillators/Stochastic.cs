namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Stochastic (George Lane, 1957), 0..100: %K is the close's place in the n-bar range, smoothed by a simple average (<c>in_1</c>); %D is
/// the simple average of %K (<c>in_2</c>). NaN without range.
/// </summary>
internal static class Stochastic
{
    public static readonly Study Study = new("Stochastic", s => s.Int("in_0") + s.Int("in_1") + s.Int("in_2"), Compute);

    /// <summary>A value's place between the lowest and the highest of the last n, in percent.</summary>
    public static double[] Of(ReadOnlySpan<double> source, ReadOnlySpan<double> high, ReadOnlySpan<double> low, int length)
    {
        double[] highest = Rolling.Highest(high, length), lowest = Rolling.Lowest(low, length);
        var result = new double[source.Length];
        for (var i = 0; i < result.Length; i++) result[i] = Ratio.Percent(source[i] - lowest[i], highest[i] - lowest[i]);
        return result;
    }

    private static StudyValues Compute(StudyContext x)
    {
        var k = MovingAverages.Simple(Of(x.Bars.Close, x.Bars.High, x.Bars.Low, x.Int("in_0")), x.Int("in_1"));
        return new(new("%K", k), new("%D", MovingAverages.Simple(k, x.Int("in_2"))));
    }
}
