using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests.Bars;

public sealed class ExpectedBarsTests
{
    private static readonly ExchangeCalendar Nyse = ExchangeCalendar.For("NYSE")!;

    [Fact]
    public void Hours_of_a_week_with_a_half_day_count_from_the_open() => Assert.Equal(
        [
            "2025-11-26 14:30", "2025-11-26 15:30", "2025-11-26 16:30", "2025-11-26 17:30", "2025-11-26 18:30", "2025-11-26 19:30", "2025-11-26 20:30",
            "2025-11-28 14:30", "2025-11-28 15:30", "2025-11-28 16:30", "2025-11-28 17:30",
        ],
        Opens(Nyse, "1h", "2025-11-26", "2025-12-01"));

    [Fact]
    public void Currencies_trade_from_Sunday_to_Friday() => Assert.Equal(
        ["2025-03-07 14:00", "2025-03-07 18:00", "2025-03-09 21:00", "2025-03-10 01:00"],
        Opens(ExchangeCalendar.For("FX")!, "4h", "2025-03-07 12:00", "2025-03-10 05:00"));

    [Fact]
    public void Lunch_is_left_out() => Assert.Equal(
        ["2024-07-09 01:30", "2024-07-09 02:00", "2024-07-09 03:30", "2024-07-09 04:00"],
        Opens(ExchangeCalendar.For("TSE")!, "30m", "2024-07-09 01:30", "2024-07-09 04:30"));

    [Theory]
    [InlineData("NYSE", "1D", "2025-04-17 2025-04-21")]
    [InlineData("CRYPTO", "1D", "2025-04-17 2025-04-18 2025-04-19 2025-04-20 2025-04-21")]
    [InlineData("NYSE", "1W", "2025-04-21")]
    [InlineData("NYSE", "1M", "")]
    public void Longer_bars_carry_their_dates(string exchange, string timeframe, string dates) => Assert.Equal(
        dates.Length == 0 ? [] : dates.Split(' ').Select(d => d + " 00:00"),
        Opens(ExchangeCalendar.For(exchange)!, timeframe, "2025-04-17", "2025-04-22"));

    [Fact]
    public void A_week_without_trading_has_no_bar() => Assert.Equal(
        ["2019-04-22 00:00", "2019-05-06 00:00"],
        Opens(ExchangeCalendar.For("TSE")!, "1W", "2019-04-22", "2019-05-13"));

    [Theory]
    [InlineData("NYSE", "2024-01-01", "2025-01-01")]
    [InlineData("XETRA", "2021-01-01", "2022-01-01")]
    [InlineData("TSE", "2019-01-01", "2020-01-01")]
    [InlineData("FX", "2024-01-01", "2025-01-01")]
    [InlineData("CRYPTO", "2024-01-01", "2025-01-01")]
    public void The_bars_expected_are_those_that_a_complete_series_is_merged_into(string exchange, string from, string to)
    {
        var calendar = ExchangeCalendar.For(exchange)!;
        var minutes = Flat(calendar.ExpectedOpens(Timeframe.M5, At.Time(from), At.Time(to)));
        foreach (var timeframe in (string[])["15m", "45m", "1h", "4h", "12h", "1D", "3D", "1W", "2W", "1M", "3M", "1Y"])
        {
            var merged = Resampler.Resample(minutes, Timeframe.M5, Timeframe.Parse(timeframe), calendar);
            // The first and the last bar may be cut off by the ends of the year.
            Assert.Equal(
                At.Times(merged).Skip(1).SkipLast(1),
                calendar.ExpectedOpens(Timeframe.Parse(timeframe), merged.Time[0] + 1, merged.Time[^1]).Select(At.Text));
            Assert.Empty(calendar.Gaps(merged, Timeframe.Parse(timeframe), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void Missing_bars_are_found_as_runs_across_nights_and_weekends()
    {
        var all = Nyse.ExpectedOpens(Timeframe.H1, At.Time("2025-11-24"), At.Time("2025-12-06")).ToList();
        var kept = all.Where(t => At.Text(t) is not ("2025-11-24 17:30" or "2025-11-28 17:30" or "2025-12-01 14:30" or "2025-12-01 15:30"));
        Assert.Equal(
            [
                new BarGap(At.Time("2025-11-24 17:30"), At.Time("2025-11-24 17:30"), 1),
                new BarGap(At.Time("2025-11-28 17:30"), At.Time("2025-12-01 15:30"), 3),
            ],
            Nyse.Gaps(Flat(kept), Timeframe.H1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_missing_trading_day_is_a_gap_and_a_holiday_is_none()
    {
        var bars = Flat(At.Time("2025-04-16"), At.Time("2025-04-17"), At.Time("2025-04-22"));
        Assert.Empty(ExchangeCalendar.For("XETR")!.Gaps(bars, Timeframe.D1, TestContext.Current.CancellationToken));
        Assert.Equal([new BarGap(At.Time("2025-04-21"), At.Time("2025-04-21"), 1)], Nyse.Gaps(bars, Timeframe.D1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Days_that_carry_the_open_of_their_session_are_found() => Assert.Equal(
        [new BarGap(At.Time("2025-04-16"), At.Time("2025-04-17"), 2)],
        Nyse.Gaps(Flat(At.Time("2025-04-15T09:30-04:00"), At.Time("2025-04-21T09:30-04:00"), At.Time("2025-04-22T09:30-04:00")), Timeframe.D1, TestContext.Current.CancellationToken));

    [Fact]
    public void Hours_on_the_clock_stand_for_those_from_the_open()
    {
        var onTheClock = Enumerable.Range(0, 7).Select(h => At.Time("2025-04-15T13:00Z") + (h * 3_600_000L));
        Assert.Empty(Nyse.Gaps(Flat([.. onTheClock, At.Time("2025-04-16T13:00Z")]), Timeframe.H1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_bar_without_prices_is_missing()
    {
        var time = Nyse.ExpectedOpens(Timeframe.H1, At.Time("2025-04-15"), At.Time("2025-04-16")).ToArray();
        var bars = BarSeries.From([.. time.Select((t, i) => i == 2 ? new Bar(t, double.NaN, double.NaN, double.NaN, double.NaN) : new Bar(t, 1, 1, 1, 1))]);
        Assert.Equal([new BarGap(time[2], time[2], 1)], Nyse.Gaps(bars, Timeframe.H1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Extended_hours_neither_make_nor_fill_gaps()
    {
        var regular = Nyse.ExpectedOpens(Timeframe.H1, At.Time("2025-04-15"), At.Time("2025-04-17")).ToList();
        var missing = regular[6];
        regular.Remove(missing);
        regular.AddRange([At.Time("2025-04-15T08:00-04:00"), At.Time("2025-04-15T16:00-04:00"), At.Time("2025-04-15T18:00-04:00")]);
        Assert.Equal([new BarGap(missing, missing, 1)], Nyse.Gaps(Flat(regular.Order()), Timeframe.H1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void No_bars_have_no_gaps() => Assert.Empty(Nyse.Gaps(BarSeries.Empty, Timeframe.D1, TestContext.Current.CancellationToken));

    [Fact]
    public void Recorded_minutes_are_complete() => Assert.Empty(Nyse.Gaps(At.ReadFile("spy_1m.csv", new BarCsvOptions { Zone = "America/New_York" }).Bars, Timeframe.M1, TestContext.Current.CancellationToken));

    private static IEnumerable<string> Opens(ExchangeCalendar calendar, string timeframe, string from, string to) =>
        calendar.ExpectedOpens(Timeframe.Parse(timeframe), At.Time(from), At.Time(to)).Select(At.Text);

    private static BarSeries Flat(params IEnumerable<long> times) => BarSeries.From([.. times.Select(t => new Bar(t, 1, 1, 1, 1))]);
}
