using CsCheck;
using TradeMatrix.Analysis.Backtesting;
using TradeMatrix.Analysis.Setups;
using TradeMatrix.Analysis.Tests.Setups;
using TradeMatrix.Analysis.Trades;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Backtesting;

public sealed class BacktestTests
{
    private static readonly BacktestOptions Loose = new() { Setups = new SetupOptions { Point = 1, RequiresMetrics = false } };

    public static TheoryData<string> Rules => [.. SetupRules.All.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Later_bars_change_nothing_before_them(string name)
    {
        var rule = SetupRules.All[name];
        var found = 0;
        Gen.Select(Gen.Int[0, 1000], Gen.Double[0.2, 0.95]).Sample((seed, share) =>
        {
            var bars = Market.Walk(seed, DaysFor(name));
            var cut = (int)(bars.Count * share);
            var whole = Run(rule, bars);
            var part = Run(rule, bars.Slice(0, cut));
            var end = bars.Time[cut - 1] + 300_000;
            // Every setup that was known by then is the same, and so is every end that was reached by then.
            var before = whole.Setups.Where(s => s.Setup.At <= end).ToArray();
            Assert.Equal(before.Select(s => Text(s.Setup)), part.Setups.Select(s => Text(s.Setup)));
            foreach (var (w, p) in before.Zip(part.Setups))
            {
                if (p.IsOver) Assert.Equal((w.Outcome, w.EntryPrice, w.ExitPrice, w.ClosedAt), (p.Outcome, p.EntryPrice, p.ExitPrice, p.ClosedAt));
                else Assert.False(w.ClosedAt < bars.Time[cut - 1]);
            }
            found += part.Setups.Count;
        }, iter: 12, threads: 1);
        Assert.True(found > 0, $"{name} found nothing to test on");
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_setup_needs_no_bar_after_its_own(string name)
    {
        var rule = SetupRules.All[name];
        var found = 0;
        for (var seed = 0; seed < 6; seed++)
        {
            var bars = Market.Walk(seed, DaysFor(name));
            foreach (var setup in Run(rule, bars).Setups.Take(6).Select(s => s.Setup))
            {
                var market = new SetupBars(bars.Slice(0, bars.IndexAtOrAfter(setup.At)), Timeframe.M5, Market.Xetra, Loose.Setups);
                Assert.Equal(Text(setup), Text(rule.Find(market.Latest, setup.Side)!));
                found++;
            }
        }
        Assert.True(found > 0, $"{name} found nothing to test on");
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Shorts_mirror_longs(string name)
    {
        var rule = SetupRules.All[name];
        var found = 0;
        for (var seed = 0; seed < 12; seed++)
        {
            // Percentages of mirrored prices differ a little, of high prices less.
            var start = name is "asia_sweep" or "y_low_rebound" ? 200_000 : 20_000;
            foreach (var (longs, shorts) in Pairs(rule, Market.Walk(seed, 26, start), start))
            {
                Assert.Equal(longs.Select(s => (s.Setup.At, s.Setup.Order)), shorts.Select(s => (s.Setup.At, s.Setup.Order)));
                foreach (var (a, b) in longs.Zip(shorts))
                {
                    Assert.Equal((2 * start) - a.Setup.Entry, b.Setup.Entry, 6);
                    Assert.Equal((2 * start) - a.Setup.Target, b.Setup.Target, 6);
                    Assert.Equal((2 * start) - a.Setup.Stop, b.Setup.Stop, name is "asia_sweep" or "y_low_rebound" ? 10.0 : 1e-6);
                }
                found += longs.Length;
            }
        }
        if (rule.Sides.Contains(Side.Long) && name != "MR-05") Assert.True(found > 0, $"{name} found nothing to test on");
    }

    [Fact]
    public void Trades_are_measured_in_R_after_costs()
    {
        var rule = SetupRules.All["orb"];
        var bars = Market.Walk(3, 60);
        var free = Run(rule, bars, Market.Nyse);
        var paid = Run(rule, bars, Market.Nyse, new BacktestOptions { Spread = 2, Commission = 0.0001 });
        Assert.NotEmpty(free.Trades);
        Assert.Equal(free.Trades.Count, paid.Trades.Count);
        foreach (var (f, p) in free.Trades.Zip(paid.Trades)) Assert.Equal(f.R!.Value - ((2 + (0.0002 * f.Entry)) * f.Size), p.ProfitLoss, 9);
        Assert.Equal(free.Trades.Sum(t => t.R!.Value), free.Performance.ProfitLoss, 9);
        Assert.Equal(free.Trades.Count, free.ByYear.Sum(y => y.Trades));
        Assert.Equal((free.Performance.Wins, free.Performance.Wins + free.Performance.Losses), (free.Confidence.Hits, free.Confidence.Trades));
        Assert.Equal(free.Setups.Count, free.Trades.Count + free.Unfinished + free.Count(SetupOutcome.Missed) + free.Count(SetupOutcome.Invalidated) + free.Count(SetupOutcome.Expired));
    }

    [Fact]
    public void A_fill_just_above_the_stop_earns_no_thousandfold()
    {
        var rule = new SetupRule("x", "x", "x", (now, side) => now.Index == 1 ? now.Propose("x", side, OrderType.Market, 100, 90, 120, 0.5, []) : null) { Sides = [Side.Long] };
        var bars = BarSeries.From([Bar(0, 100), Bar(1, 100), Bar(2, 90.02), Bar(3, 121)]);
        var trade = Assert.Single(Run(rule, bars, options: new BacktestOptions { Spread = 1 }).Trades);
        Assert.Equal((2.998, 2.998), (Math.Round(trade.R!.Value, 9), Math.Round(trade.ProfitLoss, 9)));

        static Bar Bar(int index, double price) => new(Market.At("2025-01-07 10:00") + (index * 300_000), price, price + 0.01, price - 0.01, price);
    }

    [Fact]
    public void A_market_that_was_prepared_serves_all_rules()
    {
        var bars = Market.Walk(3, 26);
        var market = new SetupBars(bars, Timeframe.M5, Market.Xetra, Loose.Setups);
        Parallel.ForEach(SetupRules.All.Values, rule =>
        {
            var (own, shared) = (Run(rule, bars), Backtest.Run(rule, market, Loose, TestContext.Current.CancellationToken));
            Assert.Equal(own.Setups.Select(s => (Text(s.Setup), s.Outcome, s.R)), shared.Setups.Select(s => (Text(s.Setup), s.Outcome, s.R)));
            Assert.Equal(shared.Trades, shared.Pairs.Select(p => p.Trade).OfType<TradeResult>());
            Assert.All(shared.Pairs, p => Assert.Equal(p.Setup.EnteredAt, p.Setup.ExitPrice is null ? p.Setup.EnteredAt : p.Trade!.OpenedAt.ToUnixTimeMilliseconds()));
        });
    }

    [Fact]
    public void Only_setups_of_the_range_and_side_are_taken_and_earlier_bars_warm_up()
    {
        var rule = SetupRules.All["orb"];
        var bars = Market.Walk(3, 60);
        long from = Market.At("2025-01-20 00:00"), to = Market.At("2025-02-10 00:00");
        var whole = Run(rule, bars, Market.Nyse);
        var part = Run(rule, bars, Market.Nyse, new BacktestOptions { From = from, To = to, Side = Side.Short });
        Assert.NotEmpty(part.Setups);
        Assert.Equal(whole.Setups.Where(s => s.Setup.At >= from && s.Setup.At < to && s.Setup.Side == Side.Short).Select(s => Text(s.Setup)), part.Setups.Select(s => Text(s.Setup)));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_day_has_no_more_setups_and_no_more_are_open_than_the_rule_allows(string name)
    {
        var rule = SetupRules.All[name];
        for (var seed = 0; seed < 4; seed++)
        {
            var setups = Run(rule, Market.Walk(seed, 26)).Setups;
            Assert.All(setups.GroupBy(s => (s.Setup.Side, Market.Xetra.TradingDay(s.Setup.At - 300_000, Timeframe.M5))), g => Assert.True(g.Count() <= rule.MostPerDay));
            Assert.All(setups, s => Assert.True(setups.Count(o => o.Setup.At <= s.Setup.At && !(o.ClosedAt < s.Setup.At - 300_000)) <= rule.MostOpen + 1));
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Prices_of_every_setup_are_in_order(string name)
    {
        for (var seed = 0; seed < 4; seed++)
        {
            Assert.All(Run(SetupRules.All[name], Market.Walk(seed, 26)).Setups, s =>
            {
                Assert.True(s.Setup.Side.Gain(s.Setup.Stop, s.Setup.Entry) > 0 && s.Setup.Side.Gain(s.Setup.Entry, s.Setup.Target) > 0);
                Assert.True(s.Setup.ValidUntil > s.Setup.At);
                Assert.InRange(s.Setup.Score, 0, 1);
                Assert.All(s.Setup.Facts.Values, v => Assert.True(double.IsFinite(v)));
            });
        }
    }

    [Fact]
    public void A_timeframe_that_is_too_long_is_refused()
    {
        Assert.Contains("15m", Assert.Throws<ArgumentException>(() => Backtest.Run(SetupRules.All["orb"], BarSeries.Empty, Timeframe.H1, Market.Nyse, cancellationToken: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SetupBars(BarSeries.Empty, Timeframe.D1, Market.Nyse));
    }

    [Fact]
    public void No_bars_make_no_setups() => Assert.Empty(Run(SetupRules.All["orb"], BarSeries.Empty).Setups);

    /// <summary>MR-05 trades at the ends of months alone.</summary>
    private static int DaysFor(string name) => name == "MR-05" ? 330 : 26;

    private static BacktestResult Run(SetupRule rule, BarSeries bars, ExchangeCalendar? calendar = null, BacktestOptions? options = null) => Backtest.Run(rule, bars, Timeframe.M5, calendar ?? Market.Xetra, options ?? Loose, TestContext.Current.CancellationToken);

    private static IEnumerable<(SetupProgress[] Longs, SetupProgress[] Shorts)> Pairs(SetupRule rule, BarSeries bars, double around)
    {
        var mirror = rule.Name switch { "asia_sweep" => SetupRules.All["asia_sweep_short"], "y_low_rebound" => SetupRules.All["y_high_rebound"], _ => rule };
        if (!rule.Sides.Contains(Side.Long) || !mirror.Sides.Contains(Side.Short)) yield break;
        var calendar = rule.Name == "orb" ? Market.Nyse : Market.Xetra;
        yield return (
            [.. Run(rule, bars, calendar, Loose with { Side = Side.Long }).Setups],
            [.. Run(mirror, Market.Mirror(bars, around), calendar, Loose with { Side = Side.Short }).Setups]);
    }

    private static string Text(Setup s) => $"{s.Strategy} {s.Side} {s.Order} {s.Entry:R} {s.Stop:R} {s.Target:R} {s.At} {s.ValidUntil} {s.Score:R} {string.Join(",", s.Flags)} {string.Join(",", s.Facts.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value:R}"))}";
}
