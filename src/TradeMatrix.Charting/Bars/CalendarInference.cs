using NodaTime;

namespace TradeMatrix.Charting.Bars;

/// <summary>The calendar of an exchange that only its bars tell about.</summary>
internal static class CalendarInference
{
    private const long Day = DailyHours.Day;
    private const int HoursADay = 24;

    public static ExchangeCalendar Of(BarSeries bars, Timeframe timeframe, DateTimeZone zone)
    {
        var everyDay = ExchangeCalendar.Weekdays(7);
        var hours = new DailyHours(0, Day);
        if (bars.Count == 0) return new ExchangeCalendar("", zone, hours, everyDay);
        if (timeframe.IsIntraday)
        {
            var clock = new ExchangeCalendar("", zone, hours, everyDay);
            var local = new long[bars.Count];
            for (var i = 0; i < local.Length; i++) local[i] = clock.Local(bars.Time[i]);
            hours = HoursOf(local, (long)timeframe.Duration.TotalMilliseconds);
        }
        var weekdays = timeframe.IsIntraday || timeframe == Timeframe.D1
            ? WeekdaysOf(bars, timeframe, new ExchangeCalendar("", zone, hours, everyDay))
            : ExchangeCalendar.Weekdays(5);
        return new ExchangeCalendar("", zone, hours, weekdays);
    }

    /// <summary>From the usual first to the usual last bar of a day; a day begins in the middle of the longest quiet time.</summary>
    private static DailyHours HoursOf(long[] local, long length)
    {
        if (QuietMiddle(local, length) is not { } night)
        {
            var weekOpen = WeekOpen(local, length);
            return new DailyHours(weekOpen, weekOpen);
        }
        List<long> opens = [], closes = [];
        for (var i = 0; i < local.Length; i++)
        {
            var day = Floor(local[i] - night, Day);
            var time = local[i] - night - (day * Day);
            if (i == 0 || Floor(local[i - 1] - night, Day) != day) opens.Add(time);
            if (i == local.Length - 1 || Floor(local[i + 1] - night, Day) != day) closes.Add(time + length);
        }
        return new DailyHours((night + Median(opens)) % Day, (night + Median(closes)) % Day);
    }

    /// <summary>
    /// Time of day in the middle of the longest row of hours that are seldom traded, on fewer than a quarter as many days as
    /// the busiest; null when no hour is.
    /// </summary>
    private static long? QuietMiddle(long[] local, long length)
    {
        const long hour = NodaConstants.MillisecondsPerHour;
        var days = new int[HoursADay];
        var lastSeen = new long[HoursADay];
        Array.Fill(lastSeen, long.MinValue);
        foreach (var open in local)
        {
            for (var h = Floor(open, hour); h * hour < open + length; h++)
            {
                var (day, ofDay) = (Floor(h, HoursADay), (int)(h - (Floor(h, HoursADay) * HoursADay)));
                if (lastSeen[ofDay] == day) continue;
                (lastSeen[ofDay], days[ofDay]) = (day, days[ofDay] + 1);
            }
        }
        var busiest = days.Max();
        var (longest, end, run) = (0, 0, 0);
        // Twice round, because the quiet hours usually run over midnight.
        for (var h = 0; h < 2 * HoursADay; h++)
        {
            run = days[h % HoursADay] * 4 < busiest ? run + 1 : 0;
            if (run > longest) (longest, end) = (run, h + 1);
        }
        return longest == 0 ? null : ((end * hour) - (longest * hour / 2)) % Day;
    }

    /// <summary>The usual time of day after a weekend, where trading is around the clock; midnight when there are no weekends.</summary>
    private static long WeekOpen(long[] local, long length)
    {
        var opens = new List<long>();
        for (var i = 1; i < local.Length; i++)
        {
            if (local[i] - local[i - 1] - length >= Day) opens.Add(local[i] - (Floor(local[i], Day) * Day));
        }
        // Fewer than every second week are outages of the feed.
        return opens.Count == 0 || opens.Count * 14 * Day < local[^1] - local[0] ? 0 : Median(opens);
    }

    /// <summary>The weekdays of which at least a fifth have bars. One that the bars pass less than twice trades if it is no weekend.</summary>
    private static bool[] WeekdaysOf(BarSeries bars, Timeframe timeframe, ExchangeCalendar calendar)
    {
        int[] passed = new int[7], traded = new int[7];
        var (first, last) = (calendar.TradingDay(bars.Time[0], timeframe), calendar.TradingDay(bars.Time[^1], timeframe));
        for (var day = first; day <= last; day++) passed[Periods.WeekdayOf(day)]++;
        var before = first - 1;
        foreach (var time in bars.Time)
        {
            var day = calendar.TradingDay(time, timeframe);
            if (day != before) traded[Periods.WeekdayOf(day)]++;
            before = day;
        }
        bool[] weekdays = [.. Enumerable.Range(0, 7).Select(d => passed[d] < 2 ? traded[d] > 0 || d < 5 : traded[d] * 5 >= passed[d])];
        return weekdays.Contains(true) ? weekdays : ExchangeCalendar.Weekdays(5);
    }

    private static long Median(List<long> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private static long Floor(long value, long divisor) => (long)Math.Floor(value / (double)divisor);
}
