using System.Globalization;
using TradeMatrix.Analysis.Levels;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Levels;

public sealed class LevelTests
{
    private static readonly ExchangeCalendar Xetra = ExchangeCalendar.For("XETRA")!;

    [Fact]
    public void Pivots_are_the_classic_ones()
    {
        var levels = DayLevels.For(Day("2025-03-05"), Daily("2025-03-04", 1.2010, 1.2050, 1.2000, 1.2030), Timeframe.D1, ExchangeCalendar.Continuous("UTC"))!;
        Assert.Equal(
            (1.202667, 1.205333, 1.207667, 1.210333, 1.200333, 1.197667, 1.195333),
            (R(levels.Pivot), R(levels.R1), R(levels.R2), R(levels.R3), R(levels.S1), R(levels.S2), R(levels.S3)));
        static double R(double value) => Math.Round(value, 6);
    }

    [Theory]
    [InlineData("2025-03-10", "2025-03-07")] // Monday: Friday's
    [InlineData("2025-04-22", "2025-04-17")] // after Easter: Maundy Thursday's
    [InlineData("2025-03-11", "2025-03-10")]
    public void Levels_come_from_the_last_trading_day_before(string day, string from)
    {
        var bars = BarSeries.From([.. Xetra.TradingDays(Day("2025-02-01"), Day("2025-05-30")).Select((d, i) => new Bar(d * 86_400_000L, i, i + 2, i - 2, i + 1))]);
        var levels = DayLevels.For(Day(day), bars, Timeframe.D1, Xetra)!;
        Assert.Equal((DateOnly.Parse(day, CultureInfo.InvariantCulture), DateOnly.Parse(from, CultureInfo.InvariantCulture), true), (levels.ValidFor, levels.From, levels.IsPreviousDay));
        Assert.Equal(1, levels.Change);
        Assert.Equal(bars.High[bars.IndexAtOrAfter(Day(from) * 86_400_000L)], levels.High);
    }

    [Fact]
    public void The_day_itself_and_later_days_do_not_count()
    {
        var bars = BarSeries.From([new Bar(Day("2025-03-04") * 86_400_000L, 1, 2, 0, 1), new Bar(Day("2025-03-05") * 86_400_000L, 9, 9, 9, 9), new Bar(Day("2025-03-06") * 86_400_000L, 7, 7, 7, 7)]);
        Assert.Equal(2, DayLevels.For(Day("2025-03-05"), bars, Timeframe.D1, Xetra)!.High);
    }

    [Fact]
    public void A_missing_day_is_told()
    {
        var levels = DayLevels.For(Day("2025-03-06"), Daily("2025-03-04", 1, 2, 0, 1), Timeframe.D1, Xetra)!;
        Assert.False(levels.IsPreviousDay);
        Assert.Null(levels.Change);
        Assert.Null(DayLevels.For(Day("2025-03-04"), Daily("2025-03-04", 1, 2, 0, 1), Timeframe.D1, Xetra));
    }

    [Fact]
    public void Intraday_bars_make_days_by_regular_hours()
    {
        // 08:00 to 18:00 UTC in hours; Xetra trades 09:00 to 17:30 in Berlin, 08:00 to 16:30 UTC in winter.
        var start = Time("2025-01-14T07:00:00Z");
        var bars = BarSeries.From([.. Enumerable.Range(0, 36).Select(i => new Bar(start + (i * 3_600_000L), i, i + 0.5, i - 0.5, i))]);
        var day = DayPrices.Last(bars, Timeframe.H1, Xetra, 2)[1];
        Assert.Equal((Day("2025-01-14"), 1, 9.5, 0.5, 9), (day.Day, day.Open, day.High, day.Low, day.Close));
    }

    [Theory]
    [InlineData("2025-01-15", "2025-01-15T01:00:00Z", "2025-01-15T14:30:00Z")] // winter in both
    [InlineData("2025-03-20", "2025-03-20T01:00:00Z", "2025-03-20T13:30:00Z")] // summer in New York alone
    [InlineData("2025-07-15", "2025-07-15T00:00:00Z", "2025-07-15T13:30:00Z")] // summer in both
    public void Windows_follow_the_clock_of_their_own_zone(string date, string asia, string opening)
    {
        var day = DateOnly.Parse(date, CultureInfo.InvariantCulture);
        var bars = BarSeries.From([.. Enumerable.Range(0, 288).Select(i => new Bar(Time(date + "T00:00:00Z") + (i * 300_000L), i, i + 1, i - 1, i))]);
        var range = SessionWindow.Asia.On(day, bars, Timeframe.M5)!;
        Assert.Equal((Time(asia), 37, true), (range.Start, range.Bars, range.IsComplete));
        var us = SessionWindow.UsOpeningRange.On(day, bars, Timeframe.M5)!;
        Assert.Equal((Time(opening), 3, us.Open + 3), (us.Start, us.Bars, us.High));
    }

    [Fact]
    public void Window_that_no_bar_fits_into_has_no_range() =>
        Assert.Null(SessionWindow.UsOpeningRange.On(new(2025, 1, 15), BarSeries.From([new Bar(Time("2025-01-15T14:00:00Z"), 1, 1, 1, 1), new Bar(Time("2025-01-15T15:00:00Z"), 1, 1, 1, 1)]), Timeframe.H1));

    [Fact]
    public void Turns_at_one_price_make_a_level()
    {
        // Three highs at 110, two lows at 100.
        var closes = new List<double>();
        foreach (var (from, to) in new (double, double)[] { (95, 110), (110, 100), (100, 110), (110, 100), (100, 110), (110, 105) })
            for (var i = 0; i < 10; i++) closes.Add(from + ((to - from) * i / 10));
        var levels = SupportResistance.Of(Walks.OfCloses([.. closes]));
        Assert.Contains(levels, l => l is { Kind: LevelKind.Resistance, Touches: 3 } && Math.Abs(l.Price - 110) < 1);
        Assert.Contains(levels, l => l is { Kind: LevelKind.Support, Touches: 2 } && Math.Abs(l.Price - 100) < 1);
        Assert.All(levels, l => Assert.InRange(l.Strength, 0.3, 1));
    }

    [Theory]
    [InlineData(24016, 250, 24000, 25000)]
    [InlineData(1.1623, 0.0012, 1.16, 1.165)]
    [InlineData(-3.2, 0.05, -3.2, -3.0)]
    public void Round_prices_lie_around_the_price(double price, double range, double below, double above) => Assert.Equal((below, above), RoundNumbers.Around(price, range));

    [Fact]
    public void No_round_prices_without_a_range() => Assert.Null(RoundNumbers.Around(100, 0));

    [Theory]
    [InlineData(1e12, 1e-15)]
    [InlineData(9e19, 1e-30)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(double.NaN, 1)]
    public void No_round_prices_of_what_is_no_usual_price(double price, double range) => Assert.Null(RoundNumbers.Around(price, range));

    [Fact]
    public void Days_on_which_the_exchange_is_closed_are_no_yesterday()
    {
        // Daily bars of a currency with the two hours of Sunday evening as a bar of their own.
        var fx = ExchangeCalendar.For("FX")!;
        var first = Day("2025-03-03");
        var bars = BarSeries.From([.. Enumerable.Range(0, 14).Where(i => i % 7 != 5).Select(i => new Bar((first + i) * 86_400_000L, 1.1, i % 7 == 6 ? 1.1005 : 1.11, i % 7 == 6 ? 1.0995 : 1.09, 1.1))]);
        var levels = DayLevels.For(Day("2025-03-17"), bars, Timeframe.D1, fx)!;
        Assert.Equal((new DateOnly(2025, 3, 14), true, 1.11, 1.09), (levels.From, levels.IsPreviousDay, levels.High, levels.Low));
    }

    [Theory]
    [InlineData("5m", 37)]
    [InlineData("15m", 12)]
    [InlineData("1h", 3)]
    public void Asia_ends_at_five_however_long_the_bars_are(string timeframe, int bars)
    {
        var length = Timeframe.Parse(timeframe);
        var start = Time("2025-01-15T00:00:00Z");
        var day = BarSeries.From([.. Enumerable.Range(0, (int)(12 * 3_600_000 / (long)length.Duration.TotalMilliseconds)).Select(i => new Bar(start + (i * (long)length.Duration.TotalMilliseconds), 1, 2, 0, 1))]);
        Assert.Equal(bars, SessionWindow.Asia.On(new(2025, 1, 15), day, length)!.Bars);
        var (from, to) = new Analysis.Setups.SetupBars(day, length, Xetra).Latest.Within(SessionWindow.Asia);
        Assert.Equal(bars, to - from);
    }

    [Fact]
    public void Only_swings_of_the_last_thousand_bars_make_levels()
    {
        var old = Enumerable.Range(0, 60).Select(i => 100 + (10 * Math.Sin(i * 0.35)));
        var later = Enumerable.Range(0, 1100).Select(i => 100 + (i % 20 < 10 ? i % 20 : 20 - (i % 20)) * 0.1);
        var levels = SupportResistance.Of(Walks.OfCloses([.. old, .. later]), count: 20);
        Assert.NotEmpty(levels);
        Assert.All(levels, l => Assert.True(l.FirstTime >= 160 * 3_600_000L));
    }

    private static BarSeries Daily(string date, double open, double high, double low, double close) => BarSeries.From([new Bar(Day(date) * 86_400_000L, open, high, low, close)]);

    private static int Day(string date) => (int)(Time(date + "T00:00:00Z") / 86_400_000);

    private static long Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
