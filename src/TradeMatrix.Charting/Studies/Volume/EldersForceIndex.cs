namespace TradeMatrix.Charting.Studies;

/// <summary>Force Index (Alexander Elder, 1993): exponential average of the close's change times the volume.</summary>
internal static class EldersForceIndex
{
    public static readonly Study Study = new("Elder's Force Index", s => WarmUp.Exponential(s.Int("in_0")) + 1, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var force = Rolling.Combine(Rolling.Change(x.Bars.Close), VolumeFlow.Known(x.Bars), static (change, volume) => change * volume);
        return new(new PlotValues("Plot", MovingAverages.Exponential(force, x.Int("in_0"))));
    }
}
