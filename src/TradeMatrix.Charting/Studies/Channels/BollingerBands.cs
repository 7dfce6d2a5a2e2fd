namespace TradeMatrix.Charting.Studies;

/// <summary>Bollinger Bands (John Bollinger, 1983): a simple average, and so many population standard deviations above and below.</summary>
internal static class BollingerBands
{
    public static readonly Study Study = new("Bollinger Bands", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var (length, multiplier) = (x.Int("in_0"), x.Number("in_1"));
        var median = MovingAverages.Simple(x.Source(), length);
        var deviation = Rolling.Deviation(x.Source(), length);
        return new(
            new("Median", median),
            new("Upper", Rolling.Combine(median, deviation, (m, d) => m + (multiplier * d))),
            new("Lower", Rolling.Combine(median, deviation, (m, d) => m - (multiplier * d))));
    }
}
