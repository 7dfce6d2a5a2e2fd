namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Ultimate Oscillator (Larry Williams, 1976), 0..100: buying pressure (close less the lower of low and previous close) by true range
/// over three lengths, weighted 4, 2 and 1. NaN without range.
/// </summary>
internal static class UltimateOscillator
{
    public static readonly Study Study = new("Ultimate Oscillator",
        s => Math.Max(Math.Max(s.Int("in_0"), s.Int("in_1")), s.Int("in_2")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var range = Rolling.TrueRange(x.Bars);
        var pressure = Rolling.NaNs(x.Count);
        for (var i = 1; i < pressure.Length; i++) pressure[i] = x.Bars.Close[i] - Math.Min(x.Bars.Low[i], x.Bars.Close[i - 1]);
        double[] first = Share(x.Int("in_0")), second = Share(x.Int("in_1")), third = Share(x.Int("in_2"));
        var values = new double[x.Count];
        for (var i = 0; i < values.Length; i++) values[i] = ((4 * first[i]) + (2 * second[i]) + third[i]) / 7;
        return new(new PlotValues("UO", values));

        double[] Share(int length) => Rolling.Combine(Rolling.Sum(pressure, length), Rolling.Sum(range, length), Ratio.Percent);
    }
}
