namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Detrended Price Oscillator, in price units. Not centred: the close less the n-bar simple average of n/2+1 bars before. Centred: the
/// close of n/2+1 bars before less the average of now, drawn so many bars to the left, at that close.
/// </summary>
internal static class DetrendedPriceOscillator
{
    public static readonly Study Study = new("Detrended Price Oscillator", s => s.Int("in_0") + Displacement(s.Int("in_0")), Compute);

    private static int Displacement(int length) => (length / 2) + 1;

    private static StudyValues Compute(StudyContext x)
    {
        var (centred, back) = (x.Flag("in_1"), Displacement(x.Int("in_0")));
        var average = MovingAverages.Simple(x.Bars.Close, x.Int("in_0"));
        var values = Rolling.NaNs(x.Count);
        for (var i = back; i < values.Length; i++)
            values[i] = centred ? x.Bars.Close[i - back] - average[i] : x.Bars.Close[i] - average[i - back];
        return new(new PlotValues("DPO", values) { Shift = centred ? -back : 0 });
    }
}
