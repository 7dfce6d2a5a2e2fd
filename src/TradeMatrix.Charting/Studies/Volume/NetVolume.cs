namespace TradeMatrix.Charting.Studies;

/// <summary>Volume with the sign of the close's change; 0 for an unchanged close, NaN for the first bar and where the volume is unknown.</summary>
internal static class NetVolume
{
    public static readonly Study Study = new("Net Volume", static _ => 1, Compute);

    private static StudyValues Compute(StudyContext x) => new(new PlotValues("Plot", Rolling.Combine(
        Rolling.Change(x.Bars.Close), x.Bars.Volume, static (change, volume) => double.IsNaN(change) ? change : Math.Sign(change) * volume)));
}
