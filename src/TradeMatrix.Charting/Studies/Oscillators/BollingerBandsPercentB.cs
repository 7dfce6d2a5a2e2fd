namespace TradeMatrix.Charting.Studies;

/// <summary>Bollinger Bands %B (John Bollinger): the price's place, 0 at the lower, 1 at the upper band; NaN while they coincide.</summary>
internal static class BollingerBandsPercentB
{
    public static readonly Study Study = new("Bollinger Bands %B", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var multiplier = x.Number("in_1");
        var distance = Rolling.Combine(x.Source(), MovingAverages.Simple(x.Source(), x.Int("in_0")), static (price, mean) => price - mean);
        var deviation = Rolling.Deviation(x.Source(), x.Int("in_0"));
        return new(new PlotValues("Plot",
            Rolling.Combine(distance, deviation, (p, d) => d == 0 ? double.NaN : (p + (multiplier * d)) / (2 * multiplier * d))));
    }
}
