using CsCheck;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests.Bars;

/// <summary>Longer bars of shorter ones.</summary>
public sealed class ResamplerTests
{
    private static readonly ExchangeCalendar Nyse = ExchangeCalendar.For("NYSE")!;
    private static readonly ExchangeCalendar Currencies = ExchangeCalendar.For("FX")!;
    private static readonly ExchangeCalendar Crypto = ExchangeCalendar.For("BINANCE")!;

    private static readonly Timeframe Y1 = new(1, TimeframeUnit.Year);

    [Fact]
    public void Hours_of_New_York_begin_with_the_session()
    {
        var minutes = At.ReadFile("spy_1m.csv", new BarCsvOptions { Zone = "America/New_York" }).Bars;
        var hours = Resampler.Resample(minutes, Timeframe.M1, Timeframe.H1, Nyse);

        // The closing auction's bar at 16:00 is after the session.
        Assert.Equal(4 * 8, hours.Count);
        Assert.Equal(
            ["2020-12-15 14:30", "2020-12-15 15:30", "2020-12-15 16:30", "2020-12-15 17:30", "2020-12-15 18:30", "2020-12-15 19:30", "2020-12-15 20:30", "2020-12-15 21:00"],
            At.Times(hours)[..8]);
        Assert.Equal(minutes.Open[0], hours.Open[0]);
        Assert.Equal(minutes.Close[59], hours.Close[0]);
        Assert.Equal(Sum(minutes.Volume[..60]), hours.Volume[0]);
    }

    [Fact]
    public void Days_carry_midnight_UTC_of_the_trading_date()
    {
        var minutes = At.ReadFile("spy_1m.csv", new BarCsvOptions { Zone = "America/New_York" }).Bars;
        var days = Resampler.Resample(minutes, Timeframe.M1, Timeframe.D1, Nyse);
        Assert.Equal(["2020-12-15 00:00", "2020-12-16 00:00", "2020-12-17 00:00", "2020-12-18 00:00"], At.Times(days));
        Assert.Equal(367.4, days.Open[0]);
        Assert.Equal(369.15, days.Close[3]);
        Assert.Equal(Sum(minutes.Volume), Sum(days.Volume));
    }

    [Fact]
    public void Pre_market_session_and_post_market_each_begin_a_bar()
    {
        var times = Resampler.Resample(Every("2024-07-09 08:00", "2024-07-10 00:00", 15), Timeframe.M15, Timeframe.H1, Nyse);
        Assert.Equal(
            ["08:00", "09:00", "10:00", "11:00", "12:00", "13:00", "13:30", "14:30", "15:30", "16:30", "17:30", "18:30", "19:30", "20:00", "21:00", "22:00", "23:00"],
            At.Times(times).Select(t => t[11..]));
    }

    [Fact]
    public void Currency_days_begin_at_17_New_York_in_summer_and_winter()
    {
        // From Sunday's open to Monday evening, and over the change of the clock on 2024-03-10.
        var days = Resampler.Resample(Every("2024-03-07 00:00", "2024-03-13 00:00", 60), Timeframe.H1, Timeframe.D1, Currencies);
        Assert.Equal(["2024-03-07 00:00", "2024-03-08 00:00", "2024-03-09 00:00", "2024-03-10 00:00", "2024-03-11 00:00", "2024-03-12 00:00", "2024-03-13 00:00"], At.Times(days));
        Assert.Equal([22, 24, 24, 23, 24, 24, 3], days.Volume.ToArray());

        var fourHours = Resampler.Resample(Every("2024-03-08 22:00", "2024-03-09 22:00", 60), Timeframe.H1, Timeframe.H4, Currencies);
        Assert.Equal(["22:00", "02:00", "06:00", "10:00", "14:00", "18:00"], At.Times(fourHours).Select(t => t[11..]));
        fourHours = Resampler.Resample(Every("2024-07-08 21:00", "2024-07-09 21:00", 60), Timeframe.H1, Timeframe.H4, Currencies);
        Assert.Equal(["21:00", "01:00", "05:00", "09:00", "13:00", "17:00"], At.Times(fourHours).Select(t => t[11..]));
    }

    [Theory]
    [InlineData("2024-03-30 12:00", "2024-04-01 12:00")]
    [InlineData("2024-10-26 12:00", "2024-10-28 12:00")]
    public void No_bar_is_lost_or_doubled_when_the_clock_changes(string start, string end)
    {
        var berlin = ExchangeCalendar.Continuous("Europe/Berlin");
        var quarters = Every(start, end, 15);
        foreach (var to in new[] { Timeframe.M15, new(30, TimeframeUnit.Minute), Timeframe.H1, Timeframe.H4, Timeframe.D1 })
        {
            var longer = Resampler.Resample(quarters, Timeframe.M15, to, berlin);
            Assert.Equal(quarters.Count, Sum(longer.Volume));
        }
    }

    [Fact]
    public void Weeks_carry_their_Monday_and_months_and_years_their_first_day()
    {
        var days = Every("2023-12-28 00:00", "2024-08-01 00:00", 1440);
        Assert.Equal(["2023-12-25 00:00", "2024-01-01 00:00", "2024-01-08 00:00"], At.Times(Resample(days, Timeframe.W1))[..3]);
        Assert.Equal(["2023-12-01 00:00", "2024-01-01 00:00", "2024-02-01 00:00"], At.Times(Resample(days, Timeframe.MN1))[..3]);
        Assert.Equal(["2023-10-01 00:00", "2024-01-01 00:00", "2024-04-01 00:00", "2024-07-01 00:00"], At.Times(Resample(days, new(3, TimeframeUnit.Month))));
        Assert.Equal(["2023-07-01 00:00", "2024-01-01 00:00", "2024-07-01 00:00"], At.Times(Resample(days, new(6, TimeframeUnit.Month))));
        Assert.Equal(["2023-01-01 00:00", "2024-01-01 00:00"], At.Times(Resample(days, Y1)));
        Assert.Equal([31, 29, 31, 30, 31, 30, 31], Resample(days, Timeframe.MN1).Volume[1..].ToArray());
    }

    [Fact]
    public void Several_days_are_trading_days_where_the_market_rests_on_weekends()
    {
        var weekdays = BarSeries.From([.. At.All(Every("2024-07-01 00:00", "2024-07-20 00:00", 1440))
            .Where(b => DateTimeOffset.FromUnixTimeMilliseconds(b.Time).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))]);
        var pairs = Resampler.Resample(weekdays, Timeframe.D1, new(2, TimeframeUnit.Day), Nyse);
        Assert.Equal(2, pairs.Volume[1..^1].ToArray().Min());
        Assert.Equal(15, Sum(pairs.Volume));

        var whole = Resampler.Resample(Every("2024-07-01 00:00", "2024-07-20 00:00", 1440), Timeframe.D1, new(3, TimeframeUnit.Day), Crypto);
        Assert.Equal(3, whole.Volume[1..^1].ToArray().Min());
    }

    [Fact]
    public void A_later_start_of_the_data_does_not_move_the_bars()
    {
        var days = Every("2024-01-01 00:00", "2024-06-01 00:00", 1440);
        foreach (var to in new Timeframe[] { new(2, TimeframeUnit.Day), new(3, TimeframeUnit.Day), Timeframe.W1, new(2, TimeframeUnit.Week), Timeframe.MN1 })
        {
            foreach (var hours in new[] { Nyse, Crypto })
            {
                var all = At.All(Resampler.Resample(days, Timeframe.D1, to, hours));
                var late = At.All(Resampler.Resample(days.Slice(40, days.Count - 40), Timeframe.D1, to, hours));
                Assert.Equal(all[^late.Length..][1..], late[1..]);
            }
        }
    }

    [Fact]
    public void Daily_bars_of_the_Dow_make_weeks_months_and_years()
    {
        var days = At.ReadFile("dji_historical.csv").Bars;
        Assert.Equal(1896 + 129, DateTimeOffset.FromUnixTimeMilliseconds(Resampler.Resample(days, Timeframe.D1, Y1, Nyse).Time[^1]).Year);
        foreach (var to in new[] { Timeframe.W1, Timeframe.MN1, Y1 })
        {
            var longer = Resampler.Resample(days, Timeframe.D1, to, Nyse);
            Assert.Equal(Sum(days.Volume), Sum(longer.Volume), 1e-6 * Sum(days.Volume));
            Assert.Equal(days.High.ToArray().Max(), longer.High.ToArray().Max());
            Assert.Equal(days.Close[^1], longer.Close[^1]);
        }
    }

    [Fact]
    public void Minutes_by_way_of_five_make_the_same_quarters() => Walks.Sample(bars =>
    {
        foreach (var hours in new[] { Nyse, Currencies, Crypto })
        {
            var five = Resampler.Resample(bars, Timeframe.M1, Timeframe.M5, hours);
            var direct = Resampler.Resample(bars, Timeframe.M1, Timeframe.M15, hours);
            Assert.Equal(At.All(direct), At.All(Resampler.Resample(five, Timeframe.M5, Timeframe.M15, hours)));
            var days = Resampler.Resample(bars, Timeframe.M1, Timeframe.D1, hours);
            Assert.Equal(At.All(days), At.All(Resampler.Resample(direct, Timeframe.M15, Timeframe.D1, hours)));
            Assert.Equal(At.All(Resampler.Resample(bars, Timeframe.M1, Timeframe.W1, hours)), At.All(Resampler.Resample(days, Timeframe.D1, Timeframe.W1, hours)));
        }
    }, iter: 60);

    [Fact]
    public void Volume_and_extremes_are_conserved() => Walks.Sample(bars =>
    {
        var prices = At.All(bars).Where(b => !double.IsNaN(b.Close)).ToArray();
        foreach (var to in Timeframe.Names.Select(Timeframe.Parse))
        {
            var longer = At.All(Resampler.Resample(bars, Timeframe.M1, to, Nyse));
            var known = longer.Where(b => !double.IsNaN(b.Close)).ToArray();
            Assert.Equal(Known(prices), Known(longer));
            if (prices.Length == 0) continue;
            Assert.Equal(prices.Max(b => b.High), known.Max(b => b.High));
            Assert.Equal(prices.Min(b => b.Low), known.Min(b => b.Low));
            Assert.Equal((prices[0].Open, prices[^1].Close), (known[0].Open, known[^1].Close));
        }
        static double Known(IEnumerable<Bar> bars) => bars.Where(b => !double.IsNaN(b.Volume)).Sum(b => b.Volume);
    }, iter: 60);

    [Fact]
    public void Gaps_are_passed_over_and_only_gaps_make_a_gap()
    {
        const double none = double.NaN;
        var start = At.Time("2024-07-09 00:00");
        var bars = BarSeries.From(
        [
            new(start, none, none, none, none),
            new(start + 60_000, 5, 7, 4, 6),
            new(start + 120_000, 6, 9, 5, 8, 10),
            new(start + 180_000, none, none, none, none),
            new(start + 300_000, none, none, none, none),
            new(start + 600_000, 8, 8, 8, 8),
        ]);
        Assert.Equal(
            [new Bar(start, 5, 9, 4, 8, 10), new Bar(start + 300_000, none, none, none, none), new Bar(start + 600_000, 8, 8, 8, 8)],
            At.All(Resampler.Resample(bars, Timeframe.M1, Timeframe.M5, Crypto)));
    }

    [Theory]
    [InlineData("1h", "30m")]
    [InlineData("15m", "20m")]
    [InlineData("1D", "4h")]
    [InlineData("2D", "3D")]
    [InlineData("2D", "1W")]
    [InlineData("1W", "1M")]
    [InlineData("1W", "1D")]
    [InlineData("1M", "1W")]
    [InlineData("5M", "1Y")]
    public void Only_multiples_are_possible(string from, string to)
    {
        var error = Assert.Throws<ArgumentException>(() => Resampler.Resample(BarSeries.Empty, Timeframe.Parse(from), Timeframe.Parse(to), Nyse));
        Assert.StartsWith($"interval: {Timeframe.Parse(to)} must be a multiple of the bars' {Timeframe.Parse(from)}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1m", "45m")]
    [InlineData("45m", "3h")]
    [InlineData("4h", "1D")]
    [InlineData("4h", "1W")]
    [InlineData("1D", "3D")]
    [InlineData("1D", "6M")]
    [InlineData("1W", "2W")]
    [InlineData("3M", "1Y")]
    public void Multiples_of_nothing_are_nothing(string from, string to) =>
        Assert.Equal(0, Resampler.Resample(BarSeries.Empty, Timeframe.Parse(from), Timeframe.Parse(to), Nyse).Count);

    [Theory]
    [InlineData("1h", "1D 1m 1h", "1h")]
    [InlineData("1h", "1m 30m 5m 4h", "30m")]
    [InlineData("45m", "30m 15m 1m", "15m")]
    [InlineData("1W", "1h 1D 1M", "1D")]
    [InlineData("1Y", "1W 3M 1D", "3M")]
    [InlineData("1M", "1W", null)]
    [InlineData("1m", "5m", null)]
    [InlineData("1m", "", null)]
    public void A_timeframe_is_served_by_itself_or_the_longest_shorter_one_that_fits(string wanted, string available, string? source)
    {
        var timeframes = available.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Timeframe.Parse);

        Assert.Equal(source, Resampler.SourceOf(Timeframe.Parse(wanted), timeframes)?.ToString());
    }

    /// <summary>Minutes of some days with holes, gaps and unknown volumes; whole volumes, whose sums are exact.</summary>
    private static Gen<BarSeries> Walks => Gen.Select(Gen.Int[0, 1_000_000], Gen.Long[1_650_000_000, 1_750_000_000], (seed, start) =>
    {
        var random = new Random(seed);
        var bars = new List<Bar>();
        var time = start / 60 * 60_000;
        var price = 100.0;
        for (var i = random.Next(0, 3000); i > 0; i--)
        {
            time += 60_000L * (random.Next(100) == 0 ? random.Next(1, 900) : 1);
            var close = price + random.NextDouble() - 0.5;
            bars.Add(random.Next(10) == 0
                ? new Bar(time, double.NaN, double.NaN, double.NaN, double.NaN)
                : new Bar(time, price, Math.Max(price, close) + 0.1, Math.Min(price, close) - 0.1, close, random.Next(5) == 0 ? double.NaN : random.Next(1000)));
            price = close;
        }
        return BarSeries.From(bars);
    });

    private static BarSeries Resample(BarSeries days, Timeframe to) => Resampler.Resample(days, Timeframe.D1, to, Nyse);

    private static double Sum(ReadOnlySpan<double> values) => values.ToArray().Sum();

    private static BarSeries Every(string start, string end, int minutes)
    {
        var bars = new List<Bar>();
        for (var time = At.Time(start); time < At.Time(end); time += minutes * 60_000L) bars.Add(new Bar(time, 1, 2, 1, 2, 1));
        return BarSeries.From(bars);
    }
}
