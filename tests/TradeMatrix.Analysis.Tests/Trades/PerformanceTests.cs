using TradeMatrix.Analysis.Trades;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Trades;

public sealed class PerformanceTests
{
    private static readonly DateTimeOffset Monday = new(2025, 3, 3, 9, 0, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData(Side.Long, 19500, 19450, 19600, 2.0, 0.51)]
    [InlineData(Side.Short, 19500, 19550, 19600, -2.0, -0.51)]
    public void R_and_percent_count_in_the_trades_direction(Side side, double entry, double stop, double exit, double r, double percent)
    {
        var trade = Trade(0, 1) with { Side = side, Entry = entry, InitialStop = stop, Exit = exit };
        Assert.Equal(r, trade.R!.Value, 12);
        Assert.Equal(percent, trade.Percent, 2);
    }

    [Fact]
    public void Without_a_stop_or_with_one_beyond_the_entry_there_is_no_R()
    {
        Assert.Null((Trade(0, 1) with { InitialStop = null }).R);
        Assert.Null((Trade(0, 1) with { InitialStop = 101 }).R);
        Assert.Null((Trade(0, 1) with { InitialStop = 100 }).R);
    }

    [Fact]
    public void Costs_are_taken_off_the_R() => Assert.Equal(0.75, (Trade(0, 10) with { Costs = 2.5 }).R);

    [Fact]
    public void A_breakeven_is_neither_win_nor_loss()
    {
        var performance = Performance.Of([Trade(0, 10), Trade(1, -5), Trade(2, 0), Trade(3, 20)]);
        Assert.Equal((4, 2, 1, 1), (performance.Trades, performance.Wins, performance.Losses, performance.Breakevens));
        Assert.Equal(2 / 3d, performance.WinRate!.Value, 12);
        Assert.Equal(25, performance.ProfitLoss);
        Assert.Equal(15, performance.AverageWin);
        Assert.Equal(-5, performance.AverageLoss);
        Assert.Equal(6, performance.ProfitFactor);
        Assert.Equal(0.625, performance.AverageR);
        Assert.Equal((2 / 3d * 1.5) - (1 / 3d * 0.5), performance.Expectancy!.Value, 12);
    }

    [Fact]
    public void The_drawdown_is_the_largest_fall_from_a_peak_that_starts_at_the_balance()
    {
        var performance = Performance.Of([Trade(0, -5), Trade(1, 30), Trade(2, -10), Trade(3, -8), Trade(4, 40)]);
        Assert.Equal(18, performance.MaxDrawdown);
        Assert.Equal(72, performance.MaxDrawdownPercent!.Value, 12);
        Assert.Equal([5d, 0, 10, 18, 0], performance.Equity.Select(p => p.Drawdown));
        Assert.Equal(18 / 125d * 100, Performance.Of([Trade(0, -5), Trade(1, 30), Trade(2, -10), Trade(3, -8)], balance: 100).MaxDrawdownPercent!.Value, 12);
        Assert.Null(Performance.Of([Trade(0, -5)]).MaxDrawdownPercent);
    }

    [Fact]
    public void Sharpe_takes_the_population_deviation() =>
        // Mean 5, deviations 5 and -5.
        Assert.Equal(Math.Sqrt(252), Performance.Of([Trade(0, 10), Trade(1, 0)]).Sharpe!.Value, 12);

    [Fact]
    public void The_streak_counts_equal_signs_from_the_newest_trade_back()
    {
        Assert.Equal(2, Performance.Of([Trade(3, 1), Trade(0, 1), Trade(1, -1), Trade(2, 5)]).Streak);
        Assert.Equal(-2, Performance.Of([Trade(0, 1), Trade(1, -1), Trade(2, -5)]).Streak);
        Assert.Equal(0, Performance.Of([Trade(0, 1), Trade(1, 0)]).Streak);
        Assert.Equal(2, Performance.Of([Trade(0, -1), Trade(1, -1), Trade(2, 5), Trade(3, -1)]).LongestLosingStreak);
    }

    [Fact]
    public void Nothing_is_said_about_no_trades()
    {
        var none = Performance.Of([]);
        Assert.Equal((0, 0d, 0d), (none.Trades, none.ProfitLoss, none.MaxDrawdown));
        Assert.All([none.WinRate, none.AverageR, none.Expectancy, none.ProfitFactor, none.Sharpe, none.AverageWin, none.MaxDrawdownPercent], Assert.Null);
        Assert.Empty(none.RHistogram);
    }

    [Fact]
    public void The_histogram_has_a_bin_for_every_step_and_open_ends()
    {
        var bins = Performance.Of([Trade(0, -10), Trade(1, -9.9), Trade(2, 10), Trade(3, 500), Trade(4, -90)]).RHistogram;
        Assert.Equal(new HistogramBin(double.NegativeInfinity, -5, 1), bins[0]);
        Assert.Equal(new HistogramBin(10, double.PositiveInfinity, 1), bins[^1]);
        Assert.Equal(2, bins.Single(b => b.From == -1).Count);
        Assert.Equal(1, bins.Single(b => b.From == 1).Count);
        Assert.Equal(5, bins.Sum(b => b.Count));
        for (var i = 1; i < bins.Count; i++) Assert.Equal(bins[i - 1].To, bins[i].From);
    }

    [Fact]
    public void Groups_are_by_the_weekday_of_the_entry_and_by_setup()
    {
        var performance = Performance.Of([Trade(0, 10) with { Setup = "orb" }, Trade(7, -5) with { Setup = "asia_sweep" }, Trade(1, 3)]);
        Assert.Equal(["Monday", "Tuesday"], performance.ByWeekday.Select(g => g.Name));
        Assert.Equal((2, 0.5, 5d), (performance.ByWeekday[0].Trades, performance.ByWeekday[0].WinRate, performance.ByWeekday[0].ProfitLoss));
        Assert.Equal(["", "asia_sweep", "orb"], performance.BySetup.Select(g => g.Name));
    }

    [Theory]
    [InlineData(Side.Long, 8, 15, 0.8, 1.5)]
    [InlineData(Side.Short, 15, 8, null, null)]
    public void Excursions_are_the_farthest_prices_against_and_for_a_trade(Side side, double adverse, double favourable, double? adverseR, double? favourableR)
    {
        var open = Monday.ToUnixTimeMilliseconds();
        const long minute = 60_000;
        var bars = BarSeries.From([
            new Bar(open - (10 * minute), 100, 200, 1, 100),
            new Bar(open - (2 * minute), 100, 102, 92, 101),
            new Bar(open + (3 * minute), 101, 115, 99, 110),
            new Bar(open + (8 * minute), 110, 300, 2, 110),
        ]);
        var excursion = Excursion.Of(Trade(0, 10) with { Side = side, ClosedAt = Monday.AddMinutes(4) }, bars, Timeframe.M5)!;
        Assert.Equal((adverse, favourable, adverseR, favourableR), (excursion.Adverse, excursion.Favourable, excursion.AdverseR, excursion.FavourableR));
    }

    [Fact]
    public void A_trade_without_bars_has_no_excursion() => Assert.Null(Excursion.Of(Trade(0, 1), BarSeries.Empty, Timeframe.M1));

    [Theory]
    [InlineData(-100)]
    [InlineData(100)]
    public void Bars_of_another_time_tell_no_excursion(int days)
    {
        var bars = BarSeries.From([new Bar(Monday.AddDays(days).ToUnixTimeMilliseconds(), 50, 60, 40, 55), new Bar(Monday.AddDays(days).AddMinutes(5).ToUnixTimeMilliseconds(), 55, 60, 50, 55)]);
        Assert.Null(Excursion.Of(Trade(0, 1), bars, Timeframe.M5));
    }

    [Fact]
    public void A_planned_risk_is_what_R_is_measured_by()
    {
        var trade = Trade(0, 10) with { Entry = 90.01, PlannedRisk = 10 };
        Assert.Equal((1.999, 10), (Math.Round(trade.R!.Value, 9), trade.Risk!.Value));
    }

    /// <summary>A long trade of one unit with ten points of risk.</summary>
    private static TradeResult Trade(int day, double profit) => new("DAX", Side.Long, 100, 100 + profit, 90, 1, profit, Monday.AddDays(day), Monday.AddDays(day).AddHours(1));
}
