namespace TradeMatrix.Charting.Studies;

/// <summary>Majority Rule, 0..100: the percentage of the last n bars that closed above the close before them.</summary>
internal static class MajorityRule
{
    public static readonly Study Study = new("Majority Rule", s => s.Int("rollingPeriod"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var change = Rolling.Change(x.Bars.Close);
        for (var i = 1; i < change.Length; i++) change[i] = change[i] > 0 ? 100 : 0;
        return new(new PlotValues("Majority Rule", MovingAverages.Simple(change, x.Int("rollingPeriod"))));
    }
}
