using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests.Bars;

public sealed class CalendarInferenceTests
{
    [Theory]
    [InlineData("NYSE", "15m")]
    [InlineData("XETRA", "5m")]
    [InlineData("XETRA", "30m")]
    [InlineData("LSE", "30m")]
    [InlineData("FX", "1h")]
    [InlineData("FX", "4h")]
    [InlineData("CRYPTO", "15m")]
    public void Bars_tell_the_hours_of_their_exchange(string exchange, string interval)
    {
        var (known, timeframe) = (ExchangeCalendar.For(exchange)!, Timeframe.Parse(interval));
        var bars = Flat(known.ExpectedOpens(timeframe, At.Time("2024-01-02"), At.Time("2024-12-01")));
        var inferred = ExchangeCalendar.Infer(bars, timeframe, known.Zone);
        Assert.Equal(known.IsContinuous, inferred.IsContinuous);
        foreach (var day in known.TradingDays(Day("2024-01-02"), Day("2024-11-27")).Where(d => known.SessionOf(d)!.Value is var s && s.Close - s.Open > 6 * 3_600_000))
            Assert.Equal(known.SessionOf(day), inferred.SessionOf(day) is { } s ? s with { ExtendedOpen = known.SessionOf(day)!.Value.ExtendedOpen, ExtendedClose = known.SessionOf(day)!.Value.ExtendedClose } : null);
        Assert.Equal(known.IsTradingDay(Day("2024-06-08")), inferred.IsTradingDay(Day("2024-06-08")));
        Assert.Null(inferred.CoveredYears);
    }

    [Fact]
    public void A_session_over_midnight_with_an_hour_s_break_is_found()
    {
        var week = ExchangeCalendar.For("FX")!.ExpectedOpens(Timeframe.M15, At.Time("2024-05-01"), At.Time("2024-08-01"));
        var futures = ExchangeCalendar.Infer(Flat(week.Where(t => At.Text(t)[11..13] != "21")), Timeframe.M15, "America/New_York");
        var session = futures.SessionOf(Day("2024-06-10"))!.Value;
        Assert.Equal((At.Time("2024-06-09T18:00-04:00"), At.Time("2024-06-10T17:00-04:00")), (session.Open, session.Close));
        Assert.Null(futures.SessionOf(Day("2024-06-09")));
        Assert.Equal(At.Time("2024-06-10T18:00-04:00"), futures.NextOpen(At.Time("2024-06-10T17:30-04:00")));
    }

    [Fact]
    public void A_thinly_traded_share_keeps_its_hours()
    {
        var random = new Random(7);
        var known = ExchangeCalendar.For("XETRA")!;
        var bars = Flat(known.ExpectedOpens(Timeframe.M5, At.Time("2024-01-02"), At.Time("2024-06-01")).Where(t => random.Next(100) < 12));
        var session = ExchangeCalendar.Infer(bars, Timeframe.M5, "Europe/Berlin").SessionOf(Day("2024-03-13"))!.Value;
        Assert.InRange(session.Open, At.Time("2024-03-13T09:00+01:00"), At.Time("2024-03-13T09:45+01:00"));
        Assert.InRange(session.Close, At.Time("2024-03-13T16:45+01:00"), At.Time("2024-03-13T17:30+01:00"));
    }

    [Fact]
    public void Sunday_to_Thursday_is_a_week()
    {
        var days = Enumerable.Range(Day("2024-01-07"), 180).Where(d => DateTime.UnixEpoch.AddDays(d).DayOfWeek is not (DayOfWeek.Friday or DayOfWeek.Saturday));
        var calendar = ExchangeCalendar.Infer(Flat(days.Select(d => d * 86_400_000L)), Timeframe.D1, "Asia/Jerusalem");
        Assert.True(calendar.IsTradingDay(new DateOnly(2024, 3, 3)));
        Assert.False(calendar.IsTradingDay(new DateOnly(2024, 3, 1)));
        Assert.Empty(calendar.Gaps(Flat(days.Select(d => d * 86_400_000L)), Timeframe.D1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_rare_Saturday_session_does_not_make_Saturdays_trading_days()
    {
        var days = ExchangeCalendar.For("NYSE")!.TradingDays(Day("2024-01-02"), Day("2024-06-28")).Append(Day("2024-03-02")).Order();
        Assert.False(ExchangeCalendar.Infer(Flat(days.Select(d => d * 86_400_000L)), Timeframe.D1, "Asia/Kolkata").IsTradingDay(Day("2024-03-02")));
    }

    [Theory]
    [InlineData("2024-03-12", true)]
    [InlineData("2024-03-15", true)]
    [InlineData("2024-03-16", false)]
    public void Few_bars_leave_Monday_to_Friday(string day, bool isTradingDay) =>
        Assert.Equal(isTradingDay, ExchangeCalendar.Infer(Flat(At.Time("2024-03-11"), At.Time("2024-03-13")), Timeframe.D1, "Etc/UTC").IsTradingDay(Day(day)));

    [Fact]
    public void Bars_years_apart_still_have_trading_days() =>
        Assert.Equal(Day("2020-01-02"), ExchangeCalendar.Infer(Flat(At.Time("2015-01-01"), At.Time("2024-03-13")), Timeframe.D1, "Etc/UTC").NextTradingDay(Day("2020-01-01")));

    [Fact]
    public void No_bars_count_as_around_the_clock() => Assert.Null(ExchangeCalendar.Infer(BarSeries.Empty, Timeframe.M1, "Etc/UTC").NextClose(0));

    [Fact]
    public void Gaps_of_an_unknown_exchange_are_its_missing_bars()
    {
        var known = ExchangeCalendar.For("XETRA")!;
        var opens = known.ExpectedOpens(Timeframe.M15, At.Time("2024-07-01"), At.Time("2024-09-30")).ToList();
        var (from, to) = (opens[1000], opens[1040]);
        var bars = Flat(opens.Where(t => t < from || t > to));
        Assert.Equal([new BarGap(from, to, 41)], ExchangeCalendar.Infer(bars, Timeframe.M15, "Europe/Berlin").Gaps(bars, Timeframe.M15, TestContext.Current.CancellationToken));
    }

    private static int Day(string date) => (int)(At.Time(date) / 86_400_000);

    private static BarSeries Flat(params IEnumerable<long> times) => BarSeries.From([.. times.Select(t => new Bar(t, 1, 1, 1, 1))]);
}
