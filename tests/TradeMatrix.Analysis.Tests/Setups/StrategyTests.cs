using TradeMatrix.Analysis.Backtesting;
using TradeMatrix.Analysis.Setups;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Setups;

public sealed class StrategyTests
{
    private static readonly string[] Ids = ["MR-01", "MR-02", "MR-03", "MR-04", "MR-05", "MR-06"];

    public static TheoryData<string> Strategies => [.. Ids];

    [Fact]
    public void The_table_holds_the_thresholds_of_the_rule_files()
    {
        Assert.Equal(Ids, StrategyTerms.All.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["2 0.7 0.6 0.7 0.65 0.6 0.75", "2 0.75 0.8 0.75 0.75 0.65 0.78", "2 0.7 0.6 0.8 0.65 0.7 0.72", "1 0.75 0.8 0.85 0.85 0.75 0.85", "1 0.8 0.75 0.85 0.75 0.8 0.8", "1 0.75 0.85 0.7 0.85 0.75 0.83"],
            Ids.Select(id => StrategyTerms.All[id]).Select(t => FormattableString.Invariant($"{t.Priority} {t.Required.Ema} {t.Required.Pivot} {t.Required.Volume} {t.Required.Candle} {t.Required.Context} {t.Confidence}")));
        Assert.All(StrategyTerms.All.Values, t => Assert.All(t.Windows, w => Assert.True(TimeZones.Find(w.Zone) is not null && w.Start < w.End)));
        Assert.Equal(1, FiveMetrics.Weights.Ema + FiveMetrics.Weights.Pivot + FiveMetrics.Weights.Volume + FiveMetrics.Weights.Candle + FiveMetrics.Weights.Context, 12);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Required_metrics_drop_setups_or_flag_them(string id)
    {
        var terms = StrategyTerms.All[id];
        foreach (var setup in Found(id))
        {
            var metrics = new FiveMetrics(setup.Facts["metric_ema"], setup.Facts["metric_pivot"], setup.Facts["metric_volume"], setup.Facts["metric_candle"], setup.Facts["metric_context"]);
            var weak = metrics.Below(terms.Required).Select(m => "weak_" + m).Concat(setup.Score < terms.Confidence ? ["low_confidence"] : []).ToArray();
            Assert.Equal(weak, setup.Flags.Where(f => f.StartsWith("weak_", StringComparison.Ordinal) || f == "low_confidence"));
            Assert.Equal(Math.Min(1, metrics.Total + setup.Facts["boost"]), setup.Score, 12);
        }
        Assert.All(Found(id, requires: true), s => Assert.DoesNotContain(s.Flags, f => f.StartsWith("weak_", StringComparison.Ordinal) || f == "low_confidence"));
    }

    [Fact]
    public void MR_01_risks_the_swing_and_fifteen_points_for_twice_as_much() => Each("MR-01", s =>
    {
        Assert.Equal(s.Facts["swing"] - (s.Side.Sign() * 15), s.Stop, 9);
        Assert.Equal(2, s.RewardRisk, 9);
        Assert.True(s.Side.Gain(s.Facts["ema50"], s.Facts["ema20"]) > 0 && s.Side.Gain(s.Facts["ema200"], s.Entry) > 0 && s.Facts["volume_ratio"] >= 1);
        Assert.Equal(new TradeManagement(BreakEvenAtR: 0.5, TrailFromR: 1, TrailBy: 20, TimeStop: TimeSpan.FromMinutes(240)), s.Management);
    });

    [Fact]
    public void MR_02_stops_25_points_beyond_its_level() => Each("MR-02", s =>
    {
        var level = s.Facts[s.Side == Side.Long ? "s1" : "r1"];
        Assert.Equal(level - (s.Side.Sign() * 25), s.Stop, 9);
        Assert.True(s.Target == s.Facts["pivot"] || Math.Abs(s.RewardRisk - 2.5) < 1e-9);
        Assert.True(s.Facts["volume_ratio"] >= 1.2);
        Assert.Equal(new TradeManagement(BreakEvenAtR: 0.5, BreakEvenBeyond: 5), s.Management);
    });

    [Fact]
    public void MR_03_goes_with_a_gap_of_its_size() => Each("MR-03", s =>
    {
        Assert.Equal(s.Side.Gain(s.Facts["y_close"], s.Facts["open"]) / s.Facts["y_close"] * 100, s.Facts["gap_pct"], 9);
        Assert.InRange(s.Facts["gap_pct"], 0.3, 2);
        Assert.Equal(s.Facts["y_close"] - (s.Side.Sign() * 20), s.Stop, 9);
        Assert.Equal(2, s.RewardRisk, 9);
        Assert.Single(s.Flags, f => f.StartsWith("gap_", StringComparison.Ordinal));
    });

    [Fact]
    public void MR_04_reclaims_a_shallow_breach_at_a_bounded_risk() => Each("MR-04", s =>
    {
        var level = s.Facts[s.Side == Side.Long ? "y_low" : "y_high"];
        Assert.InRange(s.Side.Gain(s.Facts["grab"], level), 0, 15);
        Assert.Equal(s.Facts["grab"] - (s.Side.Sign() * 25), s.Stop, 9);
        Assert.True(s.Side.Gain(level, s.Entry) > 0 && s.Risk <= 50);
    });

    [Fact]
    public void MR_05_buys_at_the_end_of_a_month_that_ends_no_quarter_and_is_out_by_then()
    {
        var found = Found("MR-05", days: 330);
        Assert.NotEmpty(found);
        Assert.All(found, s =>
        {
            var date = DateTimeOffset.FromUnixTimeMilliseconds(s.At);
            Assert.True(date.Month % 3 != 0 && date.Day >= DateTime.DaysInMonth(date.Year, date.Month) - 6);
            Assert.Equal(date.Month, DateTimeOffset.FromUnixTimeMilliseconds(s.Management.CloseBy!.Value).Month);
            Assert.Equal(s.Facts["day_low"] - 30, s.Stop, 9);
            Assert.True(s.Entry > s.Facts["day_high"] && s.Facts["volume_ratio"] > 1.5);
        });
    }

    [Theory]
    [InlineData(31, 15, 20, false)]
    [InlineData(31, 17, 30, true)]
    [InlineData(30, 17, 30, false)]
    public void MR_05_proposes_nothing_that_would_be_closed_at_once(int day, int hour, int minute, bool isLate)
    {
        // January 2025 ends on the 31st; Xetra closes at 17:30.
        var terms = StrategyTerms.All["MR-05"];
        var at = Market.At($"2025-01-{day} {hour}:{minute}");
        var bars = MonthEndBars(at);
        var setup = MonthEnd.Find(terms, new SetupBars(bars, Timeframe.M5, Market.Xetra, new SetupOptions { Point = 1, RequiresMetrics = false }).Latest, Side.Long);
        Assert.Equal(isLate, setup is null);
        if (setup is not null) Assert.True(setup.Management.CloseBy > setup.At);
    }

    [Fact]
    public void MR_03_asks_the_opening_bar_for_its_volume() => Each("MR-03", s => Assert.True(!(s.Facts["volume_ratio"] < 1.5)));

    [Theory]
    [InlineData("MR-03")]
    [InlineData("MR-04")]
    [InlineData("MR-05")]
    public void Strategies_of_minutes_take_bars_of_a_quarter_of_an_hour_at_most(string id) => Assert.Equal(Timeframe.M15, SetupRules.All[id].Longest);

    [Fact]
    public void A_setup_has_no_price_at_or_below_zero()
    {
        var now = new SetupBars(Market.Walk(1, 5), Timeframe.M5, Market.Xetra).Latest;
        Assert.Null(now.Propose("x", Side.Long, OrderType.Market, 10, 0, 20, 0.5, []));
        Assert.Null(now.Propose("x", Side.Short, OrderType.Market, 10, 20, -1, 0.5, []));
        Assert.NotNull(now.Propose("x", Side.Short, OrderType.Market, 10, 20, 1, 0.5, []));
    }

    [Fact]
    public void MR_06_goes_back_to_the_pivot_at_a_bounded_risk() => Each("MR-06", s =>
    {
        Assert.Equal(s.Facts["pivot"], s.Target);
        Assert.True(s.Risk <= 50 && Math.Abs(s.Entry - s.Facts["pivot"]) >= 40 && s.Facts["y_range"] >= 80);
    });

    [Fact]
    public void A_point_follows_the_average_true_range_unless_it_is_given()
    {
        var bars = Market.Walk(1, 5);
        Assert.Equal(new SetupBars(bars, Timeframe.M5, Market.Xetra).Latest.Atr / 20, new SetupBars(bars, Timeframe.M5, Market.Xetra).Latest.Point);
        Assert.Equal(0.5, new SetupBars(bars, Timeframe.M5, Market.Xetra, new SetupOptions { Point = 0.5 }).Latest.Point);
    }

    [Fact]
    public void A_scan_puts_the_first_priority_first_and_drops_what_is_overridden()
    {
        var now = new SetupBars(Market.Walk(1, 5), Timeframe.M5, Market.Xetra).Latest;
        SetupRule Rule(string name, int priority, params string[] overrides) =>
            new(name, name, name, (m, side) => m.Propose(name, side, OrderType.Market, 100, 90, 120, 0.5, [])) { Sides = [Side.Long], Priority = priority, Overrides = overrides };
        Assert.Equal(["b", "d", "a"], SetupScan.At(now, [Rule("a", 2), Rule("b", 1, "C"), Rule("c", 1), Rule("d", 1)]).Select(s => s.Strategy));
        Assert.Empty(SetupScan.At(now, [Rule("a", 2) with { Longest = Timeframe.M1 }]));
        Assert.Equal(["3", "4", "1"], SetupScan.Resolve([(Rule("a", 2), "1"), (Rule("c", 1), "2"), (Rule("b", 1, "C"), "3"), (Rule("d", 1), "4")]).Select(r => r.Found));
    }

    [Theory]
    [InlineData(101, "breakout", null, 0.10)]
    [InlineData(100.5, "breakout", null, 0.15)]
    [InlineData(103, "breakout", null, 0.05)]
    [InlineData(89.9, "liquidity_sweep", null, 0.20)]
    [InlineData(89.3, "liquidity_sweep", null, 0.15)]
    [InlineData(80, "liquidity_sweep", null, 0.10)]
    [InlineData(93, "range_bound", "near_yesterday_low", 0.12)]
    [InlineData(97, "range_bound", "near_yesterday_high", 0.08)]
    [InlineData(95, "range_bound", "mid_range", 0.05)]
    public void An_entry_has_a_position_against_yesterday(double price, string context, string? detail, double boost) =>
        Assert.Equal(new YesterdayPosition(context, detail, boost), YesterdayPosition.Of(price, 100, 90));

    /// <summary>Days that fall a little, then a turn: the bar before the last breaks the day's high with volume, and the last confirms it.</summary>
    private static BarSeries MonthEndBars(long at)
    {
        var bars = new List<Bar>();
        for (var time = at - (10 * TimeSpan.MillisecondsPerDay); time <= at; time += 300_000)
        {
            var left = (at - time) / 300_000;
            var price = left > 1 ? 20_000 + (left * 0.1) : 20_100 + (10 * (1 - left));
            bars.Add(new Bar(time, price - 1, price + 2, price - 2, price, left <= 1 ? 400 : 100));
        }
        return BarSeries.From(bars);
    }

    private static void Each(string id, Action<Setup> check)
    {
        var found = Found(id);
        Assert.NotEmpty(found);
        Assert.All(found, check);
    }

    private static Setup[] Found(string id, bool requires = false, int days = 26) =>
    [
        .. Enumerable.Range(0, 8).SelectMany(seed => Backtest.Run(
            SetupRules.All[id], Market.Walk(seed, days), Timeframe.M5, Market.Xetra, new BacktestOptions { Setups = new SetupOptions { Point = 1, RequiresMetrics = requires } },
            TestContext.Current.CancellationToken).Setups.Select(s => s.Setup)),
    ];
}
