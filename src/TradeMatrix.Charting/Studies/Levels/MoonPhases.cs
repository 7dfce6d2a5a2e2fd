using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Studies;

/// <summary>
/// New moons above the high and full moons below the low of the bar in which they fall; one that falls while nothing trades belongs to
/// the next bar.
/// </summary>
internal static class MoonPhases
{
    public static readonly Study Study = new("Moon Phases", static _ => 1, Compute);

    private static StudyValues Compute(StudyContext x) => new(
        new("New Moon", Marks(x, x.Bars.High, full: false)) { Mark = PlotMark.CircleAbove },
        new("Full Moon", Marks(x, x.Bars.Low, full: true)) { Mark = PlotMark.CircleBelow });

    private static double[] Marks(StudyContext x, ReadOnlySpan<double> price, bool full)
    {
        var marks = Rolling.NaNs(x.Count);
        if (x.Count == 0) return marks;
        var lunation = MoonPhase.LunationOf(x.Bars.Time[0]) - 2;
        while (MoonPhase.TimeOf(lunation, full) < x.Bars.Time[0]) lunation++;
        for (var i = 0; i < marks.Length; i++)
        {
            var end = End(x.Bars.Time[i], x.Timeframe);
            while (MoonPhase.TimeOf(lunation, full) < end)
            {
                marks[i] = price[i];
                lunation++;
            }
        }
        return marks;
    }

    private static long End(long time, Timeframe timeframe) => timeframe.Unit switch
    {
        TimeframeUnit.Month => AddMonths(time, timeframe.Count),
        TimeframeUnit.Year => AddMonths(time, 12 * timeframe.Count),
        _ => time + (long)timeframe.Duration.TotalMilliseconds,
    };

    private static long AddMonths(long time, int months) => DateTimeOffset.FromUnixTimeMilliseconds(time).AddMonths(months).ToUnixTimeMilliseconds();
}
