namespace TradeMatrix.Charting.Studies;

/// <summary>Momentum, in price units: the price less the price n bars before.</summary>
internal static class Momentum
{
    public static readonly Study Study = new("Momentum", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x) => new(new PlotValues("Mom", Rolling.Change(x.Source("in_1"), x.Int("in_0"))));
}
