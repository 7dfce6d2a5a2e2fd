using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Volume-weighted average price from a single anchor on: the start of the last visible bar's period, or the latest bar with the highest
/// high, lowest low or highest volume among the last n. TradingView's Auto: the session on intraday charts, the month on 1D, the quarter
/// up to 10 days a bar, the year up to 60, the decade above. Nothing before the anchor.
/// </summary>
internal static class VwapAutoAnchored
{
    public static readonly Study Study = new("VWAP Auto Anchored", static s => IsExtreme(s.Text("anchor")) ? s.Int("length") : 0, Compute)
    {
        WarmUpDays = static (s, timeframe) => s.Text("anchor") switch
        {
            "Auto" => CalendarPeriod.Days(AutoPeriod(timeframe)),
            var anchor => IsExtreme(anchor) ? 0 : CalendarPeriod.Days(anchor),
        },
    };

    private static bool IsExtreme(string anchor) => anchor is "Highest High" or "Lowest Low" or "Highest Volume";

    private static StudyValues Compute(StudyContext x) => AnchoredAverage.Plots(x, Anchor(x), null,
        x.Number("multiplier1"),
        x.Flag("showBand2") ? x.Number("multiplier2") : double.NaN,
        x.Flag("showBand3") ? x.Number("multiplier3") : double.NaN);

    private static int Anchor(StudyContext x)
    {
        var (last, length) = (Math.Min(x.VisibleEnd, x.Count) - 1, x.Int("length"));
        if (last < 0) return x.Count;
        return x.Text("anchor") switch
        {
            "Highest High" => Latest(x.Bars.High, last, length, 1),
            "Lowest Low" => Latest(x.Bars.Low, last, length, -1),
            "Highest Volume" => Latest(VolumeFlow.Known(x.Bars), last, length, 1),
            "Auto" => PeriodStart(x, last, AutoPeriod(x.Timeframe)),
            var period => PeriodStart(x, last, period),
        };
    }

    private static string AutoPeriod(Timeframe timeframe) => timeframe.IsIntraday ? "Session" : timeframe.Duration.TotalDays switch
    {
        <= 1 => "Month",
        <= 10 => "Quarter",
        <= 60 => "Year",
        _ => "Decade",
    };

    private static int PeriodStart(StudyContext x, int last, string period)
    {
        var periods = CalendarPeriod.OfBars(x, period);
        var start = last;
        while (start > 0 && periods[start - 1] == periods[last]) start--;
        return start;
    }

    private static int Latest(ReadOnlySpan<double> values, int last, int length, int sign)
    {
        var best = last;
        for (var i = last - 1; i >= Math.Max(0, last - length + 1); i--)
        {
            if (values[i] * sign > values[best] * sign) best = i;
        }
        return best;
    }
}
