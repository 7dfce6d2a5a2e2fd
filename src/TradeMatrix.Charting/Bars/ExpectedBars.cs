namespace TradeMatrix.Charting.Bars;

/// <summary>The bars that a calendar expects, and those of them that a series lacks.</summary>
internal static class ExpectedBars
{
    /// <summary>The bars whose open times lie between two moments, the second not included.</summary>
    public static IEnumerable<ExpectedBar> Of(ExchangeCalendar calendar, Timeframe timeframe, long from, long to) =>
        timeframe.IsIntraday ? Intraday(calendar, (long)timeframe.Duration.TotalMilliseconds, from, to) : Daily(calendar, timeframe, from, to);

    /// <summary>Walks the bars and the expected ones together, in time linear in both.</summary>
    public static List<BarGap> Missing(ExchangeCalendar calendar, BarSeries bars, Timeframe timeframe, CancellationToken cancellationToken = default)
    {
        var gaps = new List<BarGap>();
        if (bars.Count == 0) return gaps;
        ReadOnlySpan<long> time = bars.Time;
        var (i, run) = (0, default(BarGap));
        foreach (var expected in Of(calendar, timeframe, time[0], time[^1] + 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // A bar may stand for two expected ones, so it is left behind only when it lies before both.
            while (i < time.Length && (Position(time[i]) < expected.First || bars.IsGap(i))) i++;
            if (i == time.Length || Position(time[i]) >= expected.End)
            {
                run = run.Count == 0 ? new BarGap(expected.Open, expected.Open, 1) : run with { To = expected.Open, Count = run.Count + 1 };
                continue;
            }
            if (run.Count > 0) gaps.Add(run);
            run = default;
        }
        if (run.Count > 0) gaps.Add(run);
        return gaps;

        long Position(long open) => timeframe.IsIntraday ? open : calendar.TradingDay(open, timeframe);
    }

    private static IEnumerable<ExpectedBar> Intraday(ExchangeCalendar calendar, long length, long from, long to)
    {
        foreach (var day in calendar.TradingDays(calendar.TradingDay(from, Timeframe.M1), calendar.TradingDay(to, Timeframe.M1)))
        {
            var session = calendar.SessionOf(day)!.Value;
            var pause = calendar.PauseOf(day);
            for (var open = session.Open; open < session.Close; open += length)
            {
                var end = Math.Min(open + length, session.Close);
                if (open < from || (open >= pause?.Start && end <= pause?.End)) continue;
                if (open >= to) yield break;
                yield return new ExpectedBar(open, open - length + 1, end);
            }
        }
    }

    private static IEnumerable<ExpectedBar> Daily(ExchangeCalendar calendar, Timeframe timeframe, long from, long to)
    {
        var skipsWeekends = !calendar.HasWeekends;
        var day = (int)Math.Floor(from / (double)DailyHours.Day);
        // Several days carry their first trading day, so the count has to begin where theirs does.
        day = timeframe.Unit != TimeframeUnit.Day ? Period(day).Start : day;
        while (timeframe.Unit == TimeframeUnit.Day && Period(day - 1).End == Period(day).End) day--;
        while (day * DailyHours.Day < to)
        {
            if (!calendar.IsTradingDay(day)) day = calendar.NextTradingDay(day);
            var (start, end) = Period(day);
            var open = start * DailyHours.Day;
            if (open >= to) yield break;
            if (open >= from) yield return new ExpectedBar(open, start, end);
            day = end;
        }

        (int Start, int End) Period(int day) => Periods.Of(day, timeframe, skipsWeekends);
    }
}
