namespace TradeMatrix.Charting.Studies;

/// <summary>Chaikin Money Flow (Marc Chaikin): money flow volume of the last n bars by their volume, −1 to 1; NaN where nothing traded.</summary>
internal static class ChaikinMoneyFlow
{
    public static readonly Study Study = new("Chaikin Money Flow", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var flow = Rolling.Sum(VolumeFlow.Money(x.Bars), x.Int("in_0"));
        var volume = Rolling.Sum(VolumeFlow.Known(x.Bars), x.Int("in_0"));
        return new(new PlotValues("Plot", Rolling.Combine(flow, volume, static (f, v) => v == 0 ? double.NaN : f / v)));
    }
}
