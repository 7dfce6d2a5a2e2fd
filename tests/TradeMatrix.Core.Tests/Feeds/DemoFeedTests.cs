using Microsoft.Extensions.Time.Testing;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Feeds.Demo;
using static TradeMatrix.Core.Tests.Feeds.FeedsUnderTest;

namespace TradeMatrix.Core.Tests.Feeds;

public sealed class DemoFeedTests
{
    private readonly FakeTimeProvider _time = new(Start);

    public static TheoryData<string, string> Divisions => new MatrixTheoryData<string, string>(
        ["XETR:DAX", "NDX", "EUR/USD", "BTC/USD", "TSE:7203"],
        ["1m>5m", "1m>15m", "1m>1h", "1m>1D", "5m>15m", "5m>1h", "15m>1h", "1h>1D", "3m>15m", "2m>30m", "15m>45m", "30m>2h", "1h>4h", "2h>12h", "1D>1W", "1D>1M", "1M>1Y"]);

    [Theory]
    [MemberData(nameof(Divisions))]
    public async Task A_bar_is_the_sum_of_the_shorter_ones_in_it(string symbol, string division)
    {
        var (shorter, longer) = (Timeframe.Parse(division[..division.IndexOf('>')]), Timeframe.Parse(division[(division.IndexOf('>') + 1)..]));
        var (from, to) = longer.Unit switch
        {
            TimeframeUnit.Year => ("2020-01-01", "2025-01-01"),
            TimeframeUnit.Month or TimeframeUnit.Week => ("2024-01-01", "2025-07-01"),
            _ => ("2025-10-20", "2025-11-10"),
        };
        var instrument = DemoInstrument.Of(symbol);

        var parts = await FetchAsync(symbol, shorter, from, to);
        var sums = Resampler.Resample(parts.Bars, shorter, longer, ExchangeCalendar.For(instrument.Exchange)!);
        var bars = await FetchAsync(symbol, longer, from, to);

        // The first and last of the sums lack what lies outside the span.
        var whole = ListOf(sums).Skip(1).SkipLast(1).ToList();
        Assert.NotEmpty(whole);
        Assert.Equal(whole, ListOf(bars.Bars).Where(b => b.Time >= whole[0].Time && b.Time <= whole[^1].Time));
    }

    [Theory]
    [InlineData("1m")]
    [InlineData("45m")]
    [InlineData("4h")]
    [InlineData("1D")]
    [InlineData("2D")]
    [InlineData("1W")]
    [InlineData("3M")]
    public async Task A_bar_is_the_same_in_every_span(string timeframe)
    {
        var length = Timeframe.Parse(timeframe);
        const string early = "2026-01-09T13:07", late = "2026-01-09T16:30";
        var all = ListOf((await FetchAsync("DAX", length, Before(late, 500), late)).Bars);
        foreach (var bars in new[] { 290, 137, 15 })
        {
            var some = ListOf((await FetchAsync("DAX", length, Before(early, bars), early)).Bars);
            Assert.NotEmpty(some);
            Assert.Equal(all.Where(b => b.Time >= At(Before(early, bars)) && b.Time < At(early)), some);
        }

        string Before(string time, int bars) => DateTimeOffset.FromUnixTimeMilliseconds(At(time) - (bars * (long)length.Duration.TotalMilliseconds)).ToString("yyyy-MM-ddTHH:mm");
    }

    [Fact]
    public async Task Bars_never_change_from_one_version_to_the_next()
    {
        var day = await FetchAsync("DAX", Timeframe.D1, "2025-06-02", "2025-06-03");
        var minute = await FetchAsync("EUR/USD", Timeframe.M1, "2025-06-02T12:00", "2025-06-02T12:01");

        Assert.Equal([new Bar(At("2025-06-02"), 18_320.4, 18_454.3, 18_204.2, 18_326.4, 41_712_842)], ListOf(day.Bars));
        Assert.Equal([new Bar(At("2025-06-02T12:00"), 1.16841, 1.16842, 1.16839, 1.16839, 431)], ListOf(minute.Bars));
    }

    [Theory]
    [InlineData("1m", "2026-01-14T15:36")]
    [InlineData("15m", "2026-01-14T15:30")]
    [InlineData("45m", "2026-01-14T15:15")]
    [InlineData("1h", "2026-01-14T15:30")]
    [InlineData("1D", "2026-01-14")]
    [InlineData("1W", "2026-01-12")]
    public async Task The_present_bar_is_the_sum_of_the_minutes_that_are_over(string timeframe, string last)
    {
        var answer = await FetchAsync("NDX", Timeframe.Parse(timeframe), "2026-01-01", "2027-01-01");

        Assert.Equal(At(last), answer.Bars.Time[^1]);
        var minutes = await FetchAsync("NDX", Timeframe.M1, last, "2027-01-01");
        Assert.Equal(minutes.Bars.Close[^1], answer.Bars.Close[^1]);
        Assert.Equal(At("2026-01-14T15:36"), minutes.Bars.Time[^1]);
        if (timeframe != "1W") Assert.Equal(minutes.Bars.High.ToArray().Max(), answer.Bars.High[^1]);
    }

    [Fact]
    public async Task A_bar_that_is_over_does_not_change_any_more()
    {
        var during = ListOf((await FetchAsync("NDX", Timeframe.H1, "2026-01-13", "2026-01-15")).Bars);
        _time.Advance(TimeSpan.FromDays(2));
        var after = ListOf((await FetchAsync("NDX", Timeframe.H1, "2026-01-13", "2026-01-15")).Bars);

        Assert.Equal(during.SkipLast(1), after.Take(during.Count - 1));
        Assert.NotEqual(during[^1], after[during.Count - 1]);
        Assert.Equal(during[^1].Open, after[during.Count - 1].Open);
    }

    [Theory]
    [InlineData("DAX", 11_000, 26_000)]
    [InlineData("NDX", 11_000, 30_000)]
    [InlineData("EUR/USD", 0.9, 1.3)]
    [InlineData("USD/JPY", 115, 195)]
    [InlineData("BINANCE:BTCUSDT", 18_000, 190_000)]
    [InlineData("AAPL", 5, 800)]
    [InlineData("Something quite unheard of", 5, 800)]
    public async Task Prices_are_plausible(string symbol, double low, double high)
    {
        var bars = (await FetchAsync(symbol, Timeframe.D1, "2000-01-01", "2026-01-01")).Bars;

        Assert.InRange(bars.Low.ToArray().Min(), low, high);
        Assert.InRange(bars.High.ToArray().Max(), low, high);
        Assert.All(ListOf(bars), b => Assert.True(b.High >= Math.Max(b.Open, b.Close) && b.Low <= Math.Min(b.Open, b.Close) && b.Volume > 0));
        // Days differ, and no day is wild.
        var change = Enumerable.Range(1, bars.Count - 1).Select(i => Math.Abs((bars.Close[i] / bars.Close[i - 1]) - 1)).Order().ToList();
        Assert.InRange(change[change.Count / 2], 0.001, 0.04);
        Assert.InRange(change[^1], 0.005, 0.3);
    }

    [Fact]
    public async Task A_minute_is_no_wilder_than_its_day_allows()
    {
        var minutes = ListOf((await FetchAsync("DAX", Timeframe.M1, "2025-01-01", "2025-04-01")).Bars);
        var days = ListOf((await FetchAsync("DAX", Timeframe.D1, "2025-01-01", "2025-04-01")).Bars);

        // A random walk's range grows with the root of time: 510 minutes have about 23 times that of one.
        var ratio = days.Average(b => b.High - b.Low) / minutes.Average(b => b.High - b.Low);
        Assert.InRange(ratio, 10, 40);
    }

    [Theory]
    [InlineData("XETR:DAX", "08:00", "16:25")]
    [InlineData("NASDAQ:NDX", "14:30", "20:55")]
    [InlineData("TSE:7203", "00:00", "06:25")]
    public async Task An_exchange_keeps_its_hours_and_its_weekends(string symbol, string open, string last)
    {
        var bars = ListOf((await FetchAsync(symbol, Timeframe.M5, "2026-01-07", "2026-01-09")).Bars).Select(b => DateTimeOffset.FromUnixTimeMilliseconds(b.Time)).ToList();

        Assert.Equal([open, open], bars.GroupBy(t => t.Date).Select(g => g.First().ToString("HH:mm")));
        Assert.Equal([last, last], bars.GroupBy(t => t.Date).Select(g => g.Last().ToString("HH:mm")));
        var days = (await FetchAsync(symbol, Timeframe.D1, "2025-01-01", "2026-01-01")).Bars.Time.ToArray();
        Assert.DoesNotContain(days, t => DateTimeOffset.FromUnixTimeMilliseconds(t).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    [Fact]
    public async Task Currencies_trade_from_Sunday_evening_to_Friday_evening_and_crypto_always()
    {
        var euro = await FetchAsync("EUR/USD", Timeframe.H1, "2026-01-09", "2026-01-12");
        var bitcoin = await FetchAsync("BTC-USD", Timeframe.H1, "2026-01-09", "2026-01-12");

        Assert.Equal(At("2026-01-09T21:00"), euro.Bars.Time[21]);
        Assert.Equal(At("2026-01-11T22:00"), euro.Bars.Time[22]);
        Assert.Equal(72, bitcoin.Bars.Count);
    }

    [Fact]
    public async Task Where_trading_never_stops_a_day_opens_at_the_close_before()
    {
        var bars = (await FetchAsync("BTC/USD", Timeframe.D1, "2025-01-01", "2025-03-01")).Bars;

        for (var i = 1; i < bars.Count; i++) Assert.Equal(bars.Close[i - 1], bars.Open[i]);
    }

    [Theory]
    [InlineData("DAX", "^GDAXI", "XETR:DAX", "GER40", "dax")]
    [InlineData("EUR/USD", "EURUSD=X", "FX:EURUSD", "OANDA:EURUSD", "eurusd")]
    [InlineData("BTC/USD", "BTC-USD", "BINANCE:BTCUSDT", "BTCUSD")]
    public async Task Spellings_of_a_symbol_have_the_same_bars(params string[] symbols)
    {
        var bars = new List<IReadOnlyList<Bar>>();
        foreach (var symbol in symbols) bars.Add(ListOf((await FetchAsync(symbol, Timeframe.H1, "2026-01-05", "2026-01-10")).Bars));

        Assert.NotEmpty(bars[0]);
        Assert.All(bars, b => Assert.Equal(bars[0], b));
    }

    [Fact]
    public async Task Different_symbols_have_different_bars()
    {
        var first = ListOf((await FetchAsync("AAA", Timeframe.D1, "2025-01-01", "2026-01-01")).Bars);
        var second = ListOf((await FetchAsync("AAB", Timeframe.D1, "2025-01-01", "2026-01-01")).Bars);

        Assert.Empty(first.Intersect(second));
    }

    [Fact]
    public async Task A_span_without_an_end_is_bounded()
    {
        var answer = await FetchAsync("BTC/USD", Timeframe.M1, "0001-01-01", "9999-12-31");

        Assert.InRange(answer.Bars.Count, 29_998, 30_000);
        Assert.Equal(At("1990-01-01"), (await FetchAsync("BTC/USD", Timeframe.W1, "0001-01-02", "9999-12-31")).From);
    }

    [Fact]
    public async Task Before_1990_and_in_the_future_there_is_nothing()
    {
        Assert.Equal(0, (await FetchAsync("DAX", Timeframe.D1, "1980-01-01", "1989-01-01")).Bars.Count);
        Assert.Equal(0, (await FetchAsync("DAX", Timeframe.H1, "2026-01-15", "2026-02-01")).Bars.Count);
    }

    private Task<FeedBars> FetchAsync(string symbol, Timeframe timeframe, string from, string to) =>
        new DemoFeed(_time).FetchAsync(new FeedRequest(symbol, timeframe, At(from), At(to)), TestContext.Current.CancellationToken);
}
