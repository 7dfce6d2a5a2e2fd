namespace TradeMatrix.Charting.Bars;

/// <summary>Periods of trading days, as days since 1970-01-01.</summary>
internal static class Periods
{
    /// <summary>Monday, 1970-01-05.</summary>
    private const int FirstMonday = 4;

    private static readonly int UnixEpoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Days from 1970-01-01 to a date.</summary>
    public static int DayOf(DateOnly date) => date.DayNumber - UnixEpoch;

    /// <summary>Day of the week, 0 for Monday.</summary>
    public static int WeekdayOf(int day) => day - FirstMonday - (7 * Floor(day - FirstMonday, 7));

    /// <summary>First day of the bar that a day belongs to, and the day after its last.</summary>
    /// <param name="day">A trading day.</param>
    /// <param name="timeframe">A day or more.</param>
    /// <param name="skipsWeekends">
    /// Whether several days are counted without weekends; a bar on a weekend then belongs to the Friday before.
    /// </param>
    public static (int Start, int End) Of(int day, Timeframe timeframe, bool skipsWeekends)
    {
        var n = timeframe.Count;
        switch (timeframe.Unit)
        {
            // Days start at the given one: which of them the market keeps, only the bars tell.
            case TimeframeUnit.Day when n == 1:
                return (day, day + 1);
            case TimeframeUnit.Day when skipsWeekends:
                return (day, OfWorkday((Floor(WorkdaysTo(day), n) + 1) * n));
            case TimeframeUnit.Day:
                return (day, FirstMonday + ((Floor(day - FirstMonday, n) + 1) * n));
            case TimeframeUnit.Week:
                var week = Floor(day - FirstMonday, 7 * n);
                return (FirstMonday + (week * 7 * n), FirstMonday + ((week + 1) * 7 * n));
            default:
                var months = timeframe.Unit == TimeframeUnit.Year ? 12 * n : n;
                var date = DateOnly.FromDayNumber(UnixEpoch + day);
                var period = ((date.Year * 12) + date.Month - 1) / months;
                return (OfMonth(period * months), OfMonth((period + 1) * months));
        }
    }

    /// <summary>Weekdays since 1970-01-05; Saturday and Sunday count as the Friday before.</summary>
    private static int WorkdaysTo(int day) => (Floor(day - FirstMonday, 7) * 5) + Math.Min(WeekdayOf(day), 4);

    private static int OfWorkday(int workday)
    {
        var week = Floor(workday, 5);
        return FirstMonday + (week * 7) + workday - (week * 5);
    }

    private static int OfMonth(int month) => month / 12 > 9999 ? int.MaxValue : DayOf(new DateOnly(Math.Max(month / 12, 1), (month % 12) + 1, 1));

    private static int Floor(int value, int divisor) => (int)Math.Floor(value / (double)divisor);
}
