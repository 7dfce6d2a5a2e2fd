using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Pivot points of each period from the high, low and close of the one before (the series' first counts as complete), for the last so many
/// periods up to the last visible bar. TradingView's Auto: daily pivots up to 15m, weekly for longer intraday bars, monthly for days,
/// yearly above.
/// </summary>
internal static class PivotPointsStandard
{
    private static readonly string[] Names = ["P", "S1", "R1", "S2", "R2", "S3", "R3", "S4", "R4", "S5", "R5"];

    public static readonly Study Study = new("Pivot Points Standard", static _ => 0, Compute)
    {
        WarmUpDays = static (s, timeframe) => 2 * CalendarPeriod.Days(PeriodOf(s.Text("timeframe"), timeframe)), // the first bar's own period and the one before
    };

    private static StudyValues Compute(StudyContext x)
    {
        var plots = Array.ConvertAll(Names, name => new PlotValues(name, Rolling.NaNs(x.Count)));
        var period = CalendarPeriod.OfBars(x, PeriodOf(x.Text("timeframe"), x.Timeframe));
        var from = FirstShown(period, Math.Min(x.VisibleEnd, x.Count) - 1, x.Int("count"));

        double[]? levels = null;
        double high = double.NegativeInfinity, low = double.PositiveInfinity;
        for (var i = 0; i < period.Length; i++)
        {
            if (i > 0 && period[i] != period[i - 1])
            {
                levels = PivotLevels.Of(x.Text("type"), high, low, x.Bars.Close[i - 1], x.Bars.Open[i]);
                (high, low) = (double.NegativeInfinity, double.PositiveInfinity);
            }
            (high, low) = (Math.Max(high, x.Bars.High[i]), Math.Min(low, x.Bars.Low[i]));
            if (levels is null || i < from) continue;
            for (var p = 0; p < plots.Length; p++) plots[p].Values[i] = levels[p];
        }
        return new(plots);
    }

    /// <summary>The first bar of the last so many periods that end with the period of a bar.</summary>
    private static int FirstShown(int[] period, int last, int count)
    {
        for (var i = last; i > 0; i--)
        {
            if (period[i] != period[i - 1] && --count == 0) return i;
        }
        return 0;
    }

    private static string PeriodOf(string period, Timeframe timeframe) => timeframe.Unit switch
    {
        _ when period != "Auto" => period,
        _ when timeframe.IsIntraday => timeframe.Duration <= TimeSpan.FromMinutes(15) ? "Daily" : "Weekly",
        TimeframeUnit.Day => "Monthly",
        _ => "Yearly",
    };
}
