using TradeMatrix.Analysis.Setups;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Setups;

public sealed class SetupWalkTests
{
    private const long Minute = 60_000;
    private const long At = 1_741_075_200_000;

    [Theory]
    // open, high, low, close of the bar after the setup; entry 100, stop 90, target 120
    [InlineData(OrderType.Market, 101, 105, 95, 100, SetupState.EntryHit, null, 101.0, null)]
    [InlineData(OrderType.Market, 101, 125, 95, 100, SetupState.TargetHit, SetupOutcome.Win, 101.0, 120.0)]
    [InlineData(OrderType.Market, 101, 105, 89, 100, SetupState.StopHit, SetupOutcome.Loss, 101.0, 90.0)]
    [InlineData(OrderType.Market, 89, 105, 88, 100, SetupState.StopHit, SetupOutcome.Invalidated, null, null)]
    [InlineData(OrderType.Market, 121, 125, 88, 100, SetupState.TargetHit, SetupOutcome.Missed, null, null)]
    [InlineData(OrderType.Limit, 105, 110, 101, 108, SetupState.Pending, null, null, null)]
    [InlineData(OrderType.Limit, 105, 110, 99, 108, SetupState.EntryHit, null, 100.0, null)]
    [InlineData(OrderType.Limit, 98, 110, 97, 108, SetupState.EntryHit, null, 98.0, null)]
    [InlineData(OrderType.Limit, 105, 121, 101, 108, SetupState.TargetHit, SetupOutcome.Missed, null, null)]
    [InlineData(OrderType.Limit, 105, 121, 99, 108, SetupState.TargetHit, SetupOutcome.Missed, null, null)]
    [InlineData(OrderType.Limit, 105, 110, 90, 108, SetupState.StopHit, SetupOutcome.Loss, 100.0, 90.0)]
    [InlineData(OrderType.Stop, 95, 99, 91, 98, SetupState.Pending, null, null, null)]
    [InlineData(OrderType.Stop, 95, 101, 91, 98, SetupState.EntryHit, null, 100.0, null)]
    [InlineData(OrderType.Stop, 103, 104, 101, 102, SetupState.EntryHit, null, 103.0, null)]
    [InlineData(OrderType.Stop, 95, 99, 90, 98, SetupState.StopHit, SetupOutcome.Invalidated, null, null)]
    [InlineData(OrderType.Stop, 95, 120, 91, 98, SetupState.TargetHit, SetupOutcome.Win, 100.0, 120.0)]
    [InlineData(OrderType.Stop, 95, 120, 90, 98, SetupState.StopHit, SetupOutcome.Loss, 100.0, 90.0)]
    public void A_bar_decides_by_its_open_high_and_low(
        OrderType order, double open, double high, double low, double close, SetupState state, SetupOutcome? outcome, double? entry, double? exit)
    {
        foreach (var side in (Side[])[Side.Long, Side.Short])
        {
            var setup = Setup(order, side);
            var bar = new Bar(At, open, high, low, close);
            if (side == Side.Short) bar = bar with { Open = -open, High = -low, Low = -high, Close = -close };
            var (progress, _) = SetupWalk.Walk(SetupProgress.Of(setup), BarSeries.From([bar]), Timeframe.M5);
            Assert.Equal((state, outcome, side.Sign() * entry, side.Sign() * exit), (progress.State, progress.Outcome, progress.EntryPrice, progress.ExitPrice));
        }
    }

    [Theory]
    [InlineData(119, 125, 95, SetupOutcome.Win, 120)]
    [InlineData(121, 125, 95, SetupOutcome.Win, 121)] // a gap fills at the open
    [InlineData(88, 125, 85, SetupOutcome.Loss, 88)]
    [InlineData(100, 125, 85, SetupOutcome.Loss, 90)] // both: the stop counts
    public void An_open_trade_ends_at_stop_or_target(double open, double high, double low, SetupOutcome outcome, double exit)
    {
        var (progress, events) = Walk(Setup(OrderType.Market), [Bar(0, 100, 101, 99), Bar(5, open, high, low)]);
        Assert.Equal((outcome, exit), (progress.Outcome!.Value, progress.ExitPrice!.Value));
        Assert.Equal([SetupEventKind.Entered, SetupEventKind.Closed], events.Select(e => e.Kind));
        Assert.Equal((At, At + (5 * Minute)), (events[0].Time, events[1].Time));
        Assert.Equal((exit - 100) / 10, progress.R!.Value, 12);
        Assert.Equal(exit - 100, progress.Percent!.Value, 12);
    }

    [Theory]
    [InlineData(true, SetupOutcome.Win)]
    [InlineData(false, SetupOutcome.Loss)]
    public void Finer_bars_tell_which_came_first(bool targetFirst, SetupOutcome outcome)
    {
        var finer = BarSeries.From(targetFirst ? [Bar(5, 100, 125, 99), Bar(6, 100, 101, 85)] : [Bar(5, 100, 101, 85), Bar(6, 100, 125, 99)]);
        var bars = BarSeries.From([Bar(0, 100, 101, 99), Bar(5, 100, 125, 85)]);
        Assert.Equal(outcome, SetupWalk.Walk(SetupProgress.Of(Setup(OrderType.Market)), bars, Timeframe.M5, finer).Progress.Outcome);
    }

    [Fact]
    public void A_limit_order_before_its_target_wins_when_finer_bars_say_so()
    {
        var bars = BarSeries.From([Bar(0, 105, 121, 99)]);
        var setup = SetupProgress.Of(Setup(OrderType.Limit));
        Assert.Equal(SetupOutcome.Win, SetupWalk.Walk(setup, bars, Timeframe.M5, BarSeries.From([Bar(0, 105, 106, 99), Bar(1, 100, 121, 100)])).Progress.Outcome);
        Assert.Equal(SetupOutcome.Missed, SetupWalk.Walk(setup, bars, Timeframe.M5, BarSeries.From([Bar(0, 105, 121, 104), Bar(1, 105, 106, 99)])).Progress.Outcome);
    }

    [Fact]
    public void A_pending_setup_expires_at_the_end_of_its_validity_with_or_without_a_bar()
    {
        var setup = Setup(OrderType.Limit);
        var (progress, events) = Walk(setup, [Bar(0, 105, 110, 101), Bar(60, 105, 110, 99)]);
        Assert.Equal((SetupState.Expired, SetupOutcome.Expired, setup.ValidUntil), (progress.State, progress.Outcome!.Value, progress.ClosedAt!.Value));
        Assert.Equal(new SetupEvent(SetupEventKind.Closed, setup.ValidUntil, null, SetupOutcome.Expired), Assert.Single(events));
        Assert.Equal(SetupState.Expired, SetupWalk.Walk(SetupProgress.Of(setup), BarSeries.Empty, Timeframe.M5, now: setup.ValidUntil).Progress.State);
        Assert.Equal(SetupState.Pending, SetupWalk.Walk(SetupProgress.Of(setup), BarSeries.Empty, Timeframe.M5, now: setup.ValidUntil - 1).Progress.State);
    }

    [Fact]
    public void The_stop_goes_to_the_entry_at_half_a_risk_and_counts_from_the_next_bar()
    {
        var setup = Setup(OrderType.Market) with { Management = new TradeManagement(BreakEvenAtR: 0.5) };
        var (progress, events) = Walk(setup, [Bar(0, 100, 105, 95), Bar(5, 101, 102, 99)]);
        Assert.Equal((SetupOutcome.Breakeven, 100d, 0d), (progress.Outcome!.Value, progress.ExitPrice!.Value, progress.R!.Value));
        Assert.Equal([SetupEventKind.Entered, SetupEventKind.StopMoved, SetupEventKind.Closed], events.Select(e => e.Kind));
        Assert.Equal(90, Walk(setup, [Bar(0, 100, 104.9, 95)]).Progress.Stop);
    }

    [Fact]
    public void A_trailing_stop_never_goes_back()
    {
        var setup = Setup(OrderType.Market) with { Management = new TradeManagement(TrailFromR: 1, TrailBy: 4) };
        Assert.Equal(108, Walk(setup, [Bar(0, 100, 112, 99), Bar(5, 111, 111.5, 109)]).Progress.Stop);
        var (progress, _) = Walk(setup, [Bar(0, 100, 112, 99), Bar(5, 111, 115, 109), Bar(10, 112, 113, 100)]);
        Assert.Equal((SetupOutcome.Win, 111d), (progress.Outcome!.Value, progress.ExitPrice!.Value));
    }

    [Fact]
    public void Of_the_bar_of_a_limit_entry_only_the_close_counts_for_the_stop()
    {
        var setup = Setup(OrderType.Limit) with { Management = new TradeManagement(BreakEvenAtR: 0.5) };
        Assert.Equal(90, Walk(setup, [new Bar(At, 110, 115, 99, 101)]).Progress.Stop);
        Assert.Equal(100, Walk(setup, [new Bar(At, 110, 115, 99, 105)]).Progress.Stop);
    }

    [Fact]
    public void Time_ends_a_trade_at_the_open()
    {
        var stopped = Setup(OrderType.Market) with { Management = new TradeManagement(TimeStop: TimeSpan.FromMinutes(10)) };
        var (progress, _) = Walk(stopped, [Bar(0, 100, 101, 99), Bar(5, 100, 101, 99), Bar(10, 103, 104, 99)]);
        Assert.Equal((SetupState.TimedOut, SetupOutcome.Win, 103d), (progress.State, progress.Outcome!.Value, progress.ExitPrice!.Value));
        var closed = Setup(OrderType.Market) with { Management = new TradeManagement(CloseBy: At + (5 * Minute)) };
        Assert.Equal(SetupState.TimedOut, Walk(closed, [Bar(0, 100, 101, 99), Bar(5, 98, 101, 97)]).Progress.State);
    }

    [Fact]
    public void Bars_before_the_setup_and_bars_walked_over_change_nothing()
    {
        var (first, events) = Walk(Setup(OrderType.Market), [Bar(-5, 100, 200, 1), Bar(0, 100, 101, 99)]);
        Assert.Equal((SetupState.EntryHit, 1), (first.State, events.Count));
        var (again, none) = SetupWalk.Walk(first, BarSeries.From([Bar(-5, 100, 200, 1), Bar(0, 100, 200, 1)]), Timeframe.M5);
        Assert.Equal(first, again);
        Assert.Empty(none);
    }

    [Fact]
    public void Minutes_of_a_bar_that_was_walked_over_are_not_walked_over_again()
    {
        var setup = Setup(OrderType.Market) with { Management = new TradeManagement(BreakEvenAtR: 0.5) };
        // The rise comes late in the five minutes: the stop at the entry counts from the next bar on.
        var (first, _) = Walk(setup, [Bar(0, 100, 106, 95)]);
        Assert.Equal((At + (5 * Minute), 100d), (first.Checked!.Value, first.Stop));
        var minutes = BarSeries.From([Bar(0, 100, 101, 95), Bar(1, 99, 100, 96), Bar(4, 104, 106, 103), Bar(5, 105, 121, 104)]);
        var (then, _) = SetupWalk.Walk(first, minutes, Timeframe.M1);
        Assert.Equal((SetupOutcome.Win, At + (5 * Minute), At + (6 * Minute)), (then.Outcome!.Value, then.ClosedAt!.Value, then.Checked!.Value));
    }

    [Fact]
    public void R_is_by_the_risk_at_the_signal_however_near_the_stop_a_fill_lies()
    {
        var (progress, _) = Walk(Setup(OrderType.Market), [Bar(0, 90.02, 91, 90.01), Bar(5, 119, 121, 118)]);
        Assert.Equal((SetupOutcome.Win, 2.998), (progress.Outcome!.Value, Math.Round(progress.R!.Value, 9)));
        // Half of the ten that were at risk, not of the two hundredths.
        var managed = Setup(OrderType.Market) with { Management = new TradeManagement(BreakEvenAtR: 0.5) };
        Assert.Equal(90, Walk(managed, [Bar(0, 90.02, 95, 90.01)]).Progress.Stop);
        Assert.Equal(90.02, Walk(managed, [Bar(0, 90.02, 95.03, 90.01)]).Progress.Stop);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Walking_in_pieces_is_walking_at_once(int seed)
    {
        var bars = Market.Walk(seed, 3, start: 100, step: 2);
        foreach (var order in Enum.GetValues<OrderType>())
        {
            var setup = Setup(order) with { At = bars.Time[5], Stop = 97, Target = 103.5, Entry = 100.25, ValidUntil = bars.Time[100], Management = new TradeManagement(BreakEvenAtR: 0.5, TrailFromR: 0.8, TrailBy: 2) };
            var (whole, all) = SetupWalk.Walk(SetupProgress.Of(setup), bars, Timeframe.M5);
            var (progress, events) = (SetupProgress.Of(setup), new List<SetupEvent>());
            for (var i = 0; i < bars.Count; i += 7)
            {
                var (next, some) = SetupWalk.Walk(progress, bars.Slice(Math.Max(0, i - 3), Math.Min(10, bars.Count - Math.Max(0, i - 3))), Timeframe.M5);
                (progress, _) = (next, 0);
                events.AddRange(some);
            }
            Assert.True(whole.IsOver);
            Assert.Equal(whole, progress);
            Assert.Equal(all, events);
        }
    }

    private static Bar Bar(int minutes, double open, double high, double low) => new(At + (minutes * Minute), open, high, low, open);

    private static (SetupProgress Progress, IReadOnlyList<SetupEvent> Events) Walk(Setup setup, Bar[] bars) => SetupWalk.Walk(SetupProgress.Of(setup), BarSeries.From(bars), Timeframe.M5);

    private static Setup Setup(OrderType order, Side side = Side.Long) => new()
    {
        Strategy = "test", Side = side, Order = order, Entry = side.Sign() * 100, Stop = side.Sign() * 90, Target = side.Sign() * 120,
        At = At, ValidUntil = At + (60 * Minute), Timeframe = Timeframe.M5, Score = 0.5,
    };
}
