using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests.Bars;

public sealed class TradingHoursTests
{
    private static readonly TradingHours Nyse = TradingHours.For("NYSE")!;
    private static readonly TradingHours Currencies = TradingHours.For("FX")!;

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
        Assert.Equal(Day(day), TradingHours.For(exchange)!.TradingDay(At.Time(time), Timeframe.D1));

    [Theory]
    [InlineData("XETRA", "2024-07-09", "2024-07-09T17:30+02:00")]
    [InlineData("NYSE", "2024-03-08", "2024-03-08T16:00-05:00")]
    [InlineData("NYSE", "2024-03-11", "2024-03-11T16:00-04:00")]
    [InlineData("FX", "2024-03-11", "2024-03-11T17:00-04:00")]
    [InlineData("CRYPTO", "2024-03-11", "2024-03-12T00:00Z")]
    public void A_trading_day_ends_at_the_close(string exchange, string day, string close) =>
        Assert.Equal(At.Time(close), TradingHours.For(exchange)!.CloseOf(Day(day)));

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
        var berlin = TradingHours.Continuous("Europe/Berlin");
        Assert.Equal((At.Time("2024-03-31T00:00+01:00"), At.Time("2024-04-01T00:00+02:00")), berlin.PartOfDay(At.Time("2024-03-31T12:00Z")));
        Assert.Equal((At.Time("2024-10-27T00:00+02:00"), At.Time("2024-10-28T00:00+01:00")), berlin.PartOfDay(At.Time("2024-10-27T12:00Z")));
        Assert.Equal((At.Time("2024-03-09T17:00-05:00"), At.Time("2024-03-10T17:00-04:00")), Currencies.PartOfDay(At.Time("2024-03-10T12:00Z")));
    }

    [Theory]
    [InlineData("xetr", "XETRA")]
    [InlineData("Nasdaq", "NASDAQ")]
    [InlineData("OANDA", "FX")]
    [InlineData("binance", "CRYPTO")]
    public void Exchanges_are_found_by_alias_in_any_case(string name, string exchange) => Assert.Equal(exchange, TradingHours.For(name)?.Exchange);

    [Fact]
    public void Unknown_exchanges_and_zones_have_a_plain_answer()
    {
        Assert.Null(TradingHours.For("NOWHERE"));
        Assert.Equal("UTC", TradingHours.Continuous("Europe/Atlantis").Zone);
        Assert.Equal("Europe/Berlin", TradingHours.Continuous("Europe/Berlin").Zone);
    }

    [Fact]
    public void Local_time_is_the_wall_clock()
    {
        Assert.Equal(At.Time("2024-07-09T09:30Z"), Nyse.Local(At.Time("2024-07-09T09:30-04:00")));
        Assert.Equal(At.Time("2024-01-09T09:30Z"), Nyse.Local(At.Time("2024-01-09T09:30-05:00")));
    }

    private static int Day(string date) => (int)(At.Time(date) / 86_400_000);
}
