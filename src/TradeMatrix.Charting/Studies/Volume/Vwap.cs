namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Volume-weighted average price since the trading day, week, month, quarter, year, decade or century began, with up to three pairs of
/// bands so many volume-weighted standard deviations away. NaN until something trades in the period.
/// </summary>
internal static class Vwap
{
    public static readonly Study Study = new("VWAP", static _ => 0, Compute) { WarmUpDays = static (s, _) => CalendarPeriod.Days(s.Text("anchor")) };

    private static StudyValues Compute(StudyContext x)
    {
        var bands = x.Int("bands");
        return AnchoredAverage.Plots(x, 0, CalendarPeriod.OfBars(x, x.Text("anchor")), Multiplier(1), Multiplier(2), Multiplier(3));

        double Multiplier(int band) => band <= bands ? x.Number($"multiplier{band}") : double.NaN;
    }
}
