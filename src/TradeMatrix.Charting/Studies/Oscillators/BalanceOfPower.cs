namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Balance of Power (Igor Livshin, 2001), −1..1: close less open by high less low, bar by bar without smoothing;
/// 0 for a bar without range.
/// </summary>
internal static class BalanceOfPower
{
    public static readonly Study Study = new("Balance of Power", static _ => 0, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var power = new double[x.Count];
        for (var i = 0; i < power.Length; i++)
        {
            var range = x.Bars.High[i] - x.Bars.Low[i];
            power[i] = range == 0 ? 0 : Ratio.Of(x.Bars.Close[i] - x.Bars.Open[i], range);
        }
        return new(new PlotValues("Plot", power));
    }
}
