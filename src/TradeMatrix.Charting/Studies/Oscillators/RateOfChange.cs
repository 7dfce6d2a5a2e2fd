namespace TradeMatrix.Charting.Studies;

/// <summary>Rate of change, in percent of the price n bars before; NaN where that was zero.</summary>
internal static class RateOfChange
{
    public static readonly Study Study = new("Rate Of Change", s => s.Int("in_0"), Compute);

    /// <summary>Rate of change of any values.</summary>
    public static double[] Of(ReadOnlySpan<double> source, int length)
    {
        var result = Rolling.NaNs(source.Length);
        for (var i = length; i < result.Length; i++) result[i] = Ratio.Percent(source[i] - source[i - length], source[i - length]);
        return result;
    }

    private static StudyValues Compute(StudyContext x) => new(new PlotValues("ROC", Of(x.Source(), x.Int("in_0"))));
}
