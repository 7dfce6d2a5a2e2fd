namespace TradeMatrix.Charting.Studies;

/// <summary>Bollinger Bands Width (John Bollinger): distance of the bands over their median, a ratio; NaN where the median is 0.</summary>
internal static class BollingerBandsWidth
{
    public static readonly Study Study = new("Bollinger Bands Width", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var multiplier = x.Number("in_1");
        return new(new PlotValues("Plot", Rolling.Combine(
            MovingAverages.Simple(x.Source(), x.Int("in_0")), Rolling.Deviation(x.Source(), x.Int("in_0")),
            (median, d) => median == 0 ? double.NaN : 2 * multiplier * d / median)));
    }
}
