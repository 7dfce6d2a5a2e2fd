using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests.Bars;

/// <summary>The dates of the table against the rules that the exchanges publish and against days that were traded.</summary>
public sealed class HolidaysTests
{
    private const int FirstYear = 2015, LastYear = 2035;

    public static TheoryData<string> Exchanges { get; } = ["XETRA", "NASDAQ", "NYSE", "LSE", "EURONEXT", "TSE", "FX"];

    [Theory]
    [MemberData(nameof(Exchanges))]
    public void Every_closed_and_half_day_follows_the_exchange_s_rules(string exchange)
    {
        var calendar = ExchangeCalendar.For(exchange)!;
        Assert.Equal((FirstYear, LastYear), calendar.CoveredYears);
        for (var year = FirstYear; year <= LastYear; year++)
        {
            var weekdays = Days(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31)).Where(HolidayRules.IsWeekday).ToArray();
            var usual = weekdays.GroupBy(day => Length(calendar, day)).MaxBy(g => g.Count())!.Key;
            Assert.Equal(HolidayRules.Closed(exchange, year).Where(HolidayRules.IsWeekday).Distinct().Order(), weekdays.Where(d => !calendar.IsTradingDay(d)));
            Assert.Equal(HolidayRules.Half(exchange, year).Order(), weekdays.Where(d => calendar.IsTradingDay(d) && Length(calendar, d) < usual));
        }
    }

    [Theory]
    [MemberData(nameof(Exchanges))]
    public void Weekends_are_closed(string exchange)
    {
        var calendar = ExchangeCalendar.For(exchange)!;
        Assert.DoesNotContain(Days(new DateOnly(2010, 1, 1), new DateOnly(2040, 12, 31)), d => !HolidayRules.IsWeekday(d) && calendar.IsTradingDay(d));
    }

    [Theory]
    [InlineData("XETRA", "2025-01-01 2025-04-18 2025-04-21 2025-05-01 2025-12-25 2025-12-26")]
    [InlineData("NYSE", "2025-01-01 2025-01-20 2025-02-17 2025-04-18 2025-05-26 2025-06-19 2025-07-04 2025-09-01 2025-11-27 2025-12-25")]
    [InlineData("NYSE", "2015-07-03 2016-12-26 2017-01-02 2018-12-05 2020-07-03 2021-12-24 2022-06-20 2025-01-09 2026-07-03")]
    [InlineData("XETRA", "2017-10-31 2018-05-21 2019-10-03 2021-05-24 2024-12-24 2024-12-31")]
    [InlineData("LSE", "2020-05-08 2021-12-28 2022-06-03 2022-09-19 2023-05-08")]
    [InlineData("TSE", "2015-09-22 2019-04-30 2019-10-22 2020-07-24 2021-08-09 2024-02-12 2026-09-22")]
    public void Known_holidays_are_closed(string exchange, string dates) =>
        Assert.All(dates.Split(' '), date => Assert.False(ExchangeCalendar.For(exchange)!.IsTradingDay(Date(date)), date));

    [Theory]
    [InlineData("NYSE", "2021-06-18 2021-12-31 2022-07-01 2027-12-31")]
    [InlineData("XETRA", "2022-06-06 2022-10-03 2025-06-09 2025-10-03")]
    [InlineData("LSE", "2020-05-04 2022-05-30")]
    [InlineData("TSE", "2019-12-23 2020-07-20 2020-10-12")]
    public void Days_that_are_no_longer_or_not_yet_holidays_are_traded(string exchange, string dates) =>
        Assert.All(dates.Split(' '), date => Assert.True(ExchangeCalendar.For(exchange)!.IsTradingDay(Date(date)), date));

    [Theory]
    [InlineData("XETRA", "dax_historical.csv")]
    [InlineData("NYSE", "dji_historical.csv")]
    [InlineData("NASDAQ", "ndq_historical.csv")]
    public void The_trading_days_are_those_of_a_recorded_index(string exchange, string file)
    {
        var calendar = ExchangeCalendar.For(exchange)!;
        var bars = At.ReadFile(file).Bars;
        bars = bars.Slice(bars.IndexAtOrAfter(At.Time("2015-01-01")), bars.Count - bars.IndexAtOrAfter(At.Time("2015-01-01")));
        int[] traded = [.. bars.Time.ToArray().Select(t => calendar.TradingDay(t, Timeframe.D1))];
        Assert.Equal(traded, calendar.TradingDays(traded[0], traded[^1]));
        Assert.Empty(calendar.Gaps(bars, Timeframe.D1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Outside_the_covered_years_only_weekends_are_closed()
    {
        var nyse = ExchangeCalendar.For("NYSE")!;
        Assert.True(nyse.IsTradingDay(new DateOnly(2014, 12, 25)));
        Assert.True(nyse.IsTradingDay(new DateOnly(2036, 1, 1)));
        Assert.Null(ExchangeCalendar.For("HKEX")!.CoveredYears);
        Assert.Null(ExchangeCalendar.For("CRYPTO")!.CoveredYears);
    }

    [Theory]
    [InlineData(1961, "1961-04-02")]
    [InlineData(1981, "1981-04-19")]
    [InlineData(2008, "2008-03-23")]
    [InlineData(2019, "2019-04-21")]
    [InlineData(2025, "2025-04-20")]
    [InlineData(2038, "2038-04-25")]
    public void Easter_is_reckoned_right(int year, string date) => Assert.Equal(Date(date), HolidayRules.Easter(year));

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last) => Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1).Select(DateOnly.FromDayNumber);

    private static long Length(ExchangeCalendar calendar, DateOnly day) =>
        calendar.SessionOf(day.DayNumber - new DateOnly(1970, 1, 1).DayNumber) is { } session ? (session.Close - session.Open + 5_400_000) / 10_800_000 : 0;

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
