namespace TradeMatrix.Charting.Studies;

/// <summary>Trend Strength Index, −1..1: correlation of the closes with the number of their bar over n bars. NaN for equal closes.</summary>
internal static class TrendStrengthIndex
{
    public static readonly Study Study = new("Trend Strength Index", s => s.Int("periods"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var number = new double[x.Count];
        for (var i = 0; i < number.Length; i++) number[i] = i;
        return new(new PlotValues("Plot", Correlation.Of(x.Bars.Close, number, x.Int("periods"))));
    }
}
