using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Setups;

/// <summary>
/// Follows setups through the bars after them by highs and lows. A gap fills at the open. Where one bar reaches two prices and does not
/// tell which came first, finer bars decide; without them the worse happens: the stop before the target, and no entry after the target.
/// </summary>
public static class SetupWalk
{
    /// <summary>Walks over the bars that open at or after <see cref="SetupProgress.Checked"/>; others are passed over, so nothing happens twice, whatever timeframes follow each other.</summary>
    /// <param name="progress">How far it has come.</param>
    /// <param name="bars">Closed bars, oldest first; they may begin earlier.</param>
    /// <param name="timeframe">Their timeframe.</param>
    /// <param name="finer">Bars of a shorter timeframe, for bars that leave a question open; null for none.</param>
    /// <param name="now">The time, Unix milliseconds UTC, by which a setup expires although no bar came; null where the bars alone count.</param>
    /// <returns>The new progress, and what happened on the way, oldest first.</returns>
    public static (SetupProgress Progress, IReadOnlyList<SetupEvent> Events) Walk(
        SetupProgress progress, BarSeries bars, Timeframe timeframe, BarSeries? finer = null, long? now = null)
    {
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(bars);
        var events = new List<SetupEvent>();
        var length = (long)timeframe.Duration.TotalMilliseconds;
        for (var i = bars.IndexAtOrAfter(Math.Max(progress.Setup.At, progress.Checked ?? long.MinValue)); i < bars.Count && !progress.IsOver; i++)
        {
            if (bars.IsGap(i)) continue;
            var next = Step(progress, bars[i], length, finer);
            Tell(progress, next, bars.Time[i], events);
            progress = next;
        }
        if (progress.State == SetupState.Pending && now >= progress.Setup.ValidUntil)
        {
            var expired = End(progress, SetupState.Expired, SetupOutcome.Expired, progress.Setup.ValidUntil);
            Tell(progress, expired, progress.Setup.ValidUntil, events);
            progress = expired;
        }
        return (progress, events);
    }

    /// <summary>Takes one bar, which opened at or after the setup was known and after the last one taken.</summary>
    internal static SetupProgress Step(SetupProgress progress, Bar bar, long length, BarSeries? finer)
    {
        var (next, isCertain) = Take(progress, bar);
        if (!isCertain && finer is not null)
        {
            var fine = progress;
            for (var i = finer.IndexAtOrAfter(bar.Time); i < finer.Count && finer.Time[i] < bar.Time + length && !fine.IsOver; i++)
            {
                if (!finer.IsGap(i)) (fine, _) = Take(fine, finer[i]);
            }
            // Finer bars with holes may miss what the bar knows to have happened.
            if (fine.IsOver) next = fine;
        }
        return next with { Checked = bar.Time + length };
    }

    private static (SetupProgress Next, bool IsCertain) Take(SetupProgress p, Bar bar)
    {
        if (p.State != SetupState.Pending) return TakeOpen(p, bar);
        var (setup, side) = (p.Setup, p.Setup.Side);
        if (bar.Time >= setup.ValidUntil) return (End(p, SetupState.Expired, SetupOutcome.Expired, setup.ValidUntil), true);
        if (side.Gain(setup.Stop, bar.Open) <= 0) return (End(p, SetupState.StopHit, SetupOutcome.Invalidated, bar.Time), true);
        if (side.Gain(bar.Open, setup.Target) <= 0) return (End(p, SetupState.TargetHit, SetupOutcome.Missed, bar.Time), true);

        bool reachesStop = side.Gain(setup.Stop, bar.Worst(side)) <= 0, reachesTarget = side.Gain(bar.Best(side), setup.Target) <= 0;
        var fillsAtOpen = setup.Order switch
        {
            OrderType.Market => true,
            OrderType.Limit => side.Gain(bar.Open, setup.Entry) >= 0,
            _ => side.Gain(setup.Entry, bar.Open) >= 0,
        };
        if (fillsAtOpen) return TakeOpen(p with { State = SetupState.EntryHit, EnteredAt = bar.Time, EntryPrice = bar.Open }, bar);
        var entered = p with { State = SetupState.EntryHit, EnteredAt = bar.Time, EntryPrice = setup.Entry };
        if (setup.Order == OrderType.Limit)
        {
            // On its way to the stop the price passes the entry; on its way to the target it goes away from it.
            if (side.Gain(bar.Worst(side), setup.Entry) < 0) return reachesTarget ? (End(p, SetupState.TargetHit, SetupOutcome.Missed, bar.Time), true) : (p, true);
            if (reachesStop) return (Exit(entered, SetupState.StopHit, setup.Stop, bar.Time), !reachesTarget);
            return reachesTarget ? (End(p, SetupState.TargetHit, SetupOutcome.Missed, bar.Time), false) : (Manage(entered, bar.Close), true);
        }
        if (side.Gain(setup.Entry, bar.Best(side)) < 0) return reachesStop ? (End(p, SetupState.StopHit, SetupOutcome.Invalidated, bar.Time), true) : (p, true);
        if (reachesStop) return (Exit(entered, SetupState.StopHit, setup.Stop, bar.Time), false);
        return reachesTarget ? (Exit(entered, SetupState.TargetHit, setup.Target, bar.Time), true) : (Manage(entered, bar.Best(side)), true);
    }

    /// <summary>A bar over which the trade is open from its beginning.</summary>
    private static (SetupProgress Next, bool IsCertain) TakeOpen(SetupProgress p, Bar bar)
    {
        var (side, target) = (p.Setup.Side, p.Setup.Target);
        if (side.Gain(p.Stop, bar.Open) <= 0) return (Exit(p, SetupState.StopHit, bar.Open, bar.Time), true);
        if (side.Gain(bar.Open, target) <= 0) return (Exit(p, SetupState.TargetHit, bar.Open, bar.Time), true);
        if (bar.Time >= p.Setup.Management.CloseBy || bar.Time - p.EnteredAt >= p.Setup.Management.TimeStop?.TotalMilliseconds)
            return (Exit(p, SetupState.TimedOut, bar.Open, bar.Time), true);
        var reachesTarget = side.Gain(bar.Best(side), target) <= 0;
        if (side.Gain(p.Stop, bar.Worst(side)) <= 0) return (Exit(p, SetupState.StopHit, p.Stop, bar.Time), !reachesTarget);
        return reachesTarget ? (Exit(p, SetupState.TargetHit, target, bar.Time), true) : (Manage(p, bar.Best(side)), true);
    }

    /// <summary>Moves the stop for the next bar, never back.</summary>
    /// <param name="p">An open trade.</param>
    /// <param name="best">The best price that surely came after the entry: of the bar of a limit entry only the close does.</param>
    private static SetupProgress Manage(SetupProgress p, double best)
    {
        var (side, plan) = (p.Setup.Side, p.Setup.Management);
        if (plan.BreakEvenAtR is null && plan.TrailFromR is null) return p;
        var entry = p.EntryPrice!.Value;
        var r = p.RAt(best);
        var stop = p.Stop;
        if (r >= plan.BreakEvenAtR) stop = Better(stop, entry + (side.Sign() * plan.BreakEvenBeyond));
        if (r >= plan.TrailFromR) stop = Better(stop, best - (side.Sign() * plan.TrailBy));
        return stop == p.Stop ? p : p with { Stop = stop };

        double Better(double a, double b) => side.Gain(a, b) > 0 ? b : a;
    }

    private static SetupProgress End(SetupProgress p, SetupState state, SetupOutcome outcome, long time) => p with { State = state, Outcome = outcome, ClosedAt = time };

    private static SetupProgress Exit(SetupProgress p, SetupState state, double price, long time)
    {
        var gain = p.Setup.Side.Gain(p.EntryPrice!.Value, price);
        return End(p, state, gain > 0 ? SetupOutcome.Win : gain < 0 ? SetupOutcome.Loss : SetupOutcome.Breakeven, time) with { ExitPrice = price };
    }

    private static void Tell(SetupProgress before, SetupProgress after, long time, List<SetupEvent> events)
    {
        if (before.EnteredAt is null && after.EnteredAt is { } entered) events.Add(new SetupEvent(SetupEventKind.Entered, entered, after.EntryPrice));
        if (before.Stop != after.Stop) events.Add(new SetupEvent(SetupEventKind.StopMoved, time, after.Stop));
        if (after.IsOver) events.Add(new SetupEvent(SetupEventKind.Closed, after.ClosedAt!.Value, after.ExitPrice, after.Outcome));
    }
}
