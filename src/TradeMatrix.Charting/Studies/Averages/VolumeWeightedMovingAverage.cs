namespace TradeMatrix.Charting.Studies;

/// <summary>Mean of the last n prices weighted by volume. An unknown volume counts as 0; without any volume there is no value.</summary>
internal static class VolumeWeightedMovingAverage
{
    public static readonly Study Study = new("VWMA", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var volume = Array.ConvertAll(x.Bars.Volume.ToArray(), static v => double.IsNaN(v) ? 0 : v);
        var turnover = Rolling.Combine(x.Source(), volume, static (price, v) => v == 0 ? 0 : price * v);
        return new(new PlotValues("Plot", Rolling.Combine(
            Rolling.Sum(turnover, x.Int("in_0")), Rolling.Sum(volume, x.Int("in_0")), static (t, v) => v == 0 ? double.NaN : t / v)));
    }
}
