using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests.Bars;

public sealed class ExchangeCalendarTests
{
    private static readonly ExchangeCalendar Nyse = ExchangeCalendar.For("NYSE")!;
    private static readonly ExchangeCalendar Currencies = ExchangeCalendar.For("FX")!;

    [Theory]
    [InlineData("2024-07-09T03:59-04:00", false, false)]
    [InlineData("2024-07-09T04:00-04:00", false, true)]
    [InlineData("2024-07-09T09:29-04:00", false, true)]
    [InlineData("2024-07-09T09:30-04:00", true, true)]
    [InlineData("2024-07-09T15:59-04:00", true, true)]
    [InlineData("2024-07-09T16:00-04:00", false, true)]
    [InlineData("2024-07-09T19:59-04:00", false, true)]
    [InlineData("2024-07-09T20:00-04:00", false, false)]
    [InlineData("2024-01-09T09:29-05:00", false, true)]
    [InlineData("2024-01-09T09:30-05:00", true, true)]
    [InlineData("1955-01-10T09:30-05:00", true, true)]
    public void New_York_trades_from_half_past_nine_to_four(string time, bool isRegular, bool isExtended)
    {
        Assert.Equal(isRegular, Nyse.IsRegular(At.Time(time)));
        Assert.Equal(isExtended, Nyse.IsExtended(At.Time(time)));
    }

    [Theory]
    [InlineData("2024-07-09T16:59-04:00", "2024-07-09")]
    [InlineData("2024-07-09T17:00-04:00", "2024-07-10")]
    [InlineData("2024-07-07T17:00-04:00", "2024-07-08")]
    [InlineData("2024-01-09T16:59-05:00", "2024-01-09")]
    [InlineData("2024-01-09T17:00-05:00", "2024-01-10")]
    [InlineData("2024-03-10T16:59-04:00", "2024-03-10")]
    [InlineData("2024-03-10T17:00-04:00", "2024-03-11")]
    [InlineData("2024-11-03T16:59-05:00", "2024-11-03")]
    [InlineData("2024-11-03T17:00-05:00", "2024-11-04")]
    public void A_currency_day_begins_at_17_New_York(string time, string day)
    {
        Assert.Equal(Day(day), Currencies.TradingDay(At.Time(time), Timeframe.H1));
        Assert.True(Currencies.IsContinuous);
        Assert.True(Currencies.IsRegular(At.Time(time)));
    }

    [Theory]
    [InlineData("FX", "2024-07-09T00:00Z", "2024-07-09")]
    [InlineData("FX", "2024-07-09T00:00-04:00", "2024-07-09")]
    [InlineData("FX", "2024-07-08T17:00-04:00", "2024-07-09")]
    [InlineData("XETRA", "2024-07-09T00:00Z", "2024-07-09")]
    [InlineData("XETRA", "2024-07-09T00:00+02:00", "2024-07-09")]
    [InlineData("XETRA", "2024-07-09T09:00+02:00", "2024-07-09")]
    [InlineData("NYSE", "1960-07-05T00:00Z", "1960-07-05")]
    [InlineData("NYSE", "1960-07-05T09:30-04:00", "1960-07-05")]
    [InlineData("TSE", "2024-07-09T00:00+09:00", "2024-07-09")]
    public void A_daily_bar_keeps_its_date(string exchange, string time, string day) =>
        Assert.Equal(Day(day), ExchangeCalendar.For(exchange)!.TradingDay(At.Time(time), Timeframe.D1));

    [Theory]
    [InlineData("XETRA", "2024-07-09", "2024-07-09T17:30+02:00")]
    [InlineData("NYSE", "2024-03-08", "2024-03-08T16:00-05:00")]
    [InlineData("NYSE", "2024-03-11", "2024-03-11T16:00-04:00")]
    [InlineData("FX", "2024-03-11", "2024-03-11T17:00-04:00")]
    [InlineData("CRYPTO", "2024-03-11", "2024-03-12T00:00Z")]
    public void A_trading_day_ends_at_the_close(string exchange, string day, string close) =>
        Assert.Equal(At.Time(close), ExchangeCalendar.For(exchange)!.CloseOf(Day(day)));

    [Theory]
    [InlineData("2024-07-09T04:15-04:00", "2024-07-09T04:00-04:00", "2024-07-09T09:30-04:00")]
    [InlineData("2024-07-09T09:30-04:00", "2024-07-09T09:30-04:00", "2024-07-09T16:00-04:00")]
    [InlineData("2024-07-09T19:59-04:00", "2024-07-09T16:00-04:00", "2024-07-09T20:00-04:00")]
    [InlineData("2024-07-09T23:00-04:00", "2024-07-09T20:00-04:00", "2024-07-10T04:00-04:00")]
    [InlineData("2024-03-10T03:30-04:00", "2024-03-09T20:00-05:00", "2024-03-10T04:00-04:00")]
    [InlineData("2024-11-03T01:30-05:00", "2024-11-02T20:00-04:00", "2024-11-03T04:00-05:00")]
    public void A_day_has_a_pre_market_a_session_and_a_post_market(string time, string start, string end) =>
        Assert.Equal((At.Time(start), At.Time(end)), Nyse.PartOfDay(At.Time(time)));

    [Fact]
    public void A_day_around_the_clock_has_23_or_25_hours_when_the_clock_changes()
    {
        var berlin = ExchangeCalendar.Continuous("Europe/Berlin");
        Assert.Equal((At.Time("2024-03-31T00:00+01:00"), At.Time("2024-04-01T00:00+02:00")), berlin.PartOfDay(At.Time("2024-03-31T12:00Z")));
        Assert.Equal((At.Time("2024-10-27T00:00+02:00"), At.Time("2024-10-28T00:00+01:00")), berlin.PartOfDay(At.Time("2024-10-27T12:00Z")));
        Assert.Equal((At.Time("2024-03-09T17:00-05:00"), At.Time("2024-03-10T17:00-04:00")), Currencies.PartOfDay(At.Time("2024-03-10T12:00Z")));
    }

    [Theory]
    [InlineData("xetr", "XETRA")]
    [InlineData("Nasdaq", "NASDAQ")]
    [InlineData("OANDA", "FX")]
    [InlineData("binance", "CRYPTO")]
    public void Exchanges_are_found_by_alias_in_any_case(string name, string exchange) => Assert.Equal(exchange, ExchangeCalendar.For(name)?.Exchange);

    [Fact]
    public void Unknown_exchanges_and_zones_have_a_plain_answer()
    {
        Assert.Null(ExchangeCalendar.For("NOWHERE"));
        Assert.Equal("UTC", ExchangeCalendar.Continuous("Europe/Atlantis").Zone);
        Assert.Equal("Europe/Berlin", ExchangeCalendar.Continuous("Europe/Berlin").Zone);
    }

    [Fact]
    public void Local_time_is_the_wall_clock()
    {
        Assert.Equal(At.Time("2024-07-09T09:30Z"), Nyse.Local(At.Time("2024-07-09T09:30-04:00")));
        Assert.Equal(At.Time("2024-01-09T09:30Z"), Nyse.Local(At.Time("2024-01-09T09:30-05:00")));
    }

    [Theory]
    [InlineData("2024-07-03T12:59-04:00", true, true)]
    [InlineData("2024-07-03T13:00-04:00", false, true)]
    [InlineData("2024-07-03T16:59-04:00", false, true)]
    [InlineData("2024-07-03T17:00-04:00", false, false)]
    [InlineData("2024-07-04T11:00-04:00", false, false)]
    [InlineData("2024-07-06T11:00-04:00", false, false)]
    [InlineData("2014-07-04T11:00-04:00", true, true)]
    public void Hours_know_half_days_holidays_and_weekends_of_the_covered_years(string time, bool isRegular, bool isExtended)
    {
        Assert.Equal(isRegular, Nyse.IsRegular(At.Time(time)));
        Assert.Equal(isExtended, Nyse.IsExtended(At.Time(time)));
    }

    [Theory]
    [InlineData("XETRA", "2025-12-30", "2025-12-30T09:00+01:00", "2025-12-30T14:00+01:00", "2025-12-30T08:00+01:00", "2025-12-30T14:00+01:00")]
    [InlineData("NYSE", "2025-03-07", "2025-03-07T09:30-05:00", "2025-03-07T16:00-05:00", "2025-03-07T04:00-05:00", "2025-03-07T20:00-05:00")]
    [InlineData("NASDAQ", "2025-11-28", "2025-11-28T09:30-05:00", "2025-11-28T13:00-05:00", "2025-11-28T04:00-05:00", "2025-11-28T17:00-05:00")]
    [InlineData("LSE", "2023-12-22", "2023-12-22T08:00Z", "2023-12-22T12:30Z", "2023-12-22T08:00Z", "2023-12-22T12:30Z")]
    [InlineData("FX", "2025-03-10", "2025-03-09T17:00-04:00", "2025-03-10T17:00-04:00", "2025-03-09T17:00-04:00", "2025-03-10T17:00-04:00")]
    [InlineData("CRYPTO", "2025-03-09", "2025-03-09T00:00Z", "2025-03-10T00:00Z", "2025-03-09T00:00Z", "2025-03-10T00:00Z")]
    public void A_session_has_bounds(string exchange, string day, string open, string close, string extendedOpen, string extendedClose) => Assert.Equal(
        new TradingSession(Day(day), At.Time(open), At.Time(close), At.Time(extendedOpen), At.Time(extendedClose)),
        ExchangeCalendar.For(exchange)!.SessionOf(Day(day)));

    [Fact]
    public void A_closed_day_has_no_session_and_ends_at_the_usual_hour()
    {
        Assert.Null(Nyse.SessionOf(Day("2025-12-25")));
        Assert.Equal(At.Time("2025-12-25T16:00-05:00"), Nyse.CloseOf(Day("2025-12-25")));
        Assert.Equal(At.Time("2025-12-24T13:00-05:00"), Nyse.CloseOf(Day("2025-12-24")));
    }

    [Theory]
    [InlineData("NYSE", "2025-11-26T15:59-05:00", true, "2025-11-28T09:30-05:00", "2025-11-26T16:00-05:00")]
    [InlineData("NYSE", "2025-11-26T16:00-05:00", false, "2025-11-28T09:30-05:00", "2025-11-28T13:00-05:00")]
    [InlineData("NYSE", "2025-11-28T09:30-05:00", true, "2025-12-01T09:30-05:00", "2025-11-28T13:00-05:00")]
    [InlineData("XETRA", "2025-12-23T18:00+01:00", false, "2025-12-29T09:00+01:00", "2025-12-29T17:30+01:00")]
    [InlineData("TSE", "2024-07-09T11:29+09:00", true, "2024-07-09T12:30+09:00", "2024-07-09T11:30+09:00")]
    [InlineData("TSE", "2024-07-09T11:30+09:00", false, "2024-07-09T12:30+09:00", "2024-07-09T15:30+09:00")]
    [InlineData("TSE", "2019-04-26T16:00+09:00", false, "2019-05-07T09:00+09:00", "2019-05-07T11:30+09:00")]
    [InlineData("FX", "2025-03-05T12:00-05:00", true, "2025-03-09T17:00-04:00", "2025-03-07T17:00-05:00")]
    [InlineData("FX", "2025-03-07T17:00-05:00", false, "2025-03-09T17:00-04:00", "2025-03-14T17:00-04:00")]
    [InlineData("FX", "2025-03-09T17:00-04:00", true, "2025-03-16T17:00-04:00", "2025-03-14T17:00-04:00")]
    [InlineData("FX", "2025-12-24T16:59-05:00", true, "2025-12-25T17:00-05:00", "2025-12-24T17:00-05:00")]
    [InlineData("FX", "2025-12-24T17:00-05:00", false, "2025-12-25T17:00-05:00", "2025-12-26T17:00-05:00")]
    public void An_exchange_is_open_until_its_next_close_and_closed_until_its_next_open(string exchange, string time, bool isOpen, string nextOpen, string nextClose)
    {
        var calendar = ExchangeCalendar.For(exchange)!;
        Assert.Equal(isOpen, calendar.IsOpen(At.Time(time)));
        Assert.Equal(At.Time(nextOpen), calendar.NextOpen(At.Time(time)));
        Assert.Equal(At.Time(nextClose), calendar.NextClose(At.Time(time)));
    }

    [Fact]
    public void Crypto_never_closes()
    {
        var crypto = ExchangeCalendar.For("BINANCE")!;
        Assert.True(crypto.IsOpen(At.Time("2025-12-25T03:00Z")));
        Assert.Null(crypto.NextOpen(At.Time("2025-12-25T03:00Z")));
        Assert.Null(crypto.NextClose(At.Time("2025-12-25T03:00Z")));
        Assert.True(crypto.IsTradingDay(new DateOnly(2025, 12, 27)));
    }

    [Fact]
    public void Trading_days_pass_over_weekends_and_holidays()
    {
        Assert.Equal(
            ["2025-04-16", "2025-04-17", "2025-04-22"],
            ExchangeCalendar.For("XETR")!.TradingDays(Day("2025-04-16"), Day("2025-04-22")).Select(d => At.Text(d * 86_400_000L)[..10]));
        Assert.Equal(Day("2025-04-17"), Nyse.PreviousTradingDay(Day("2025-04-21")));
        Assert.Equal(Day("2025-04-21"), Nyse.NextTradingDay(Day("2025-04-17")));
        Assert.Empty(Nyse.TradingDays(Day("2025-04-18"), Day("2025-04-20")));
    }

    [Theory]
    [InlineData("2024-07-03T12:45-04:00", "2024-07-03T09:30-04:00", "2024-07-03T13:00-04:00")]
    [InlineData("2024-07-03T15:00-04:00", "2024-07-03T13:00-04:00", "2024-07-03T17:00-04:00")]
    [InlineData("2024-07-03T18:00-04:00", "2024-07-03T17:00-04:00", "2024-07-04T04:00-04:00")]
    public void A_half_day_has_a_long_post_market(string time, string start, string end) =>
        Assert.Equal((At.Time(start), At.Time(end)), Nyse.PartOfDay(At.Time(time)));

    [Theory]
    [InlineData("XETR:DAX", "XETR")]
    [InlineData("FX_IDC:EURUSD", "FX_IDC")]
    [InlineData("BRK.B", "")]
    [InlineData(":DAX", "")]
    [InlineData("(NASDAQ:MARA+NASDAQ:RIOT)/10", "")]
    [InlineData("2*NASDAQ:MARA", "")]
    [InlineData("1/FX:EURUSD", "")]
    public void An_exchange_is_a_plain_word_before_a_colon(string symbol, string exchange) => Assert.Equal(exchange, ExchangeCalendar.ExchangeOf(symbol));

    private static int Day(string date) => (int)(At.Time(date) / 86_400_000);
}
