using TradeMatrix.Analysis.Setups;
using TradeMatrix.Analysis.Trades;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Backtesting;

/// <summary>
/// Replays a rule over bars: at the close of each bar it is asked for a setup, as it would have been then, and the bars after decide what
/// becomes of it. One setup counts once: as often a day and as many at once as the rule allows.
/// </summary>
public static class Backtest
{
    private const int BarsBetweenChecks = 4096;

    /// <summary>Replays a rule.</summary>
    /// <param name="rule">A rule of <see cref="SetupRules"/>.</param>
    /// <param name="bars">Closed bars, oldest first.</param>
    /// <param name="timeframe">Their timeframe, at most <see cref="SetupRule.Longest"/>.</param>
    /// <param name="calendar">When the market trades.</param>
    /// <param name="options">Range, costs and the like; null for the defaults.</param>
    /// <exception cref="ArgumentException">The timeframe is too long for the rule.</exception>
    public static BacktestResult Run(
        SetupRule rule, BarSeries bars, Timeframe timeframe, ExchangeCalendar calendar, BacktestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        CheckLength(timeframe, rule);
        return Run(rule, new SetupBars(bars, timeframe, calendar, options?.Setups), options, cancellationToken);
    }

    /// <summary>Replays a rule over bars that were prepared before, so that several rules and sides share the work.</summary>
    /// <param name="rule">A rule of <see cref="SetupRules"/>.</param>
    /// <param name="market">The bars; their options count, not <see cref="BacktestOptions.Setups"/>.</param>
    /// <param name="options">Range, costs and the like; null for the defaults.</param>
    /// <exception cref="ArgumentException">The timeframe is too long for the rule.</exception>
    public static BacktestResult Run(SetupRule rule, SetupBars market, BacktestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(market);
        CheckLength(market.Timeframe, rule);
        options ??= new BacktestOptions();
        var sides = rule.Sides.Where(s => options.Side is null || s == options.Side).ToArray();

        var setups = new List<SetupProgress>();
        var open = new List<int>();
        var today = new int[sides.Length];
        for (var i = 0; i < market.Count; i++)
        {
            if (i % BarsBetweenChecks == 0) cancellationToken.ThrowIfCancellationRequested();
            for (var k = open.Count - 1; k >= 0; k--)
            {
                var progress = setups[open[k]] = SetupWalk.Step(setups[open[k]], market.Bars[i], market.Length, options.Finer);
                if (progress.IsOver) open.RemoveAt(k);
            }
            var now = market.At(i);
            if (i > 0 && now.Day != market.At(i - 1).Day) Array.Clear(today);
            if (now.ClosedAt < options.From || now.ClosedAt >= options.To) continue;
            for (var s = 0; s < sides.Length; s++)
            {
                if (today[s] >= rule.MostPerDay || open.Count >= rule.MostOpen || rule.Find(now, sides[s]) is not { } setup) continue;
                today[s]++;
                if (options.BreakEvenAtR is { } r) setup = setup with { Management = setup.Management with { BreakEvenAtR = r } };
                open.Add(setups.Count);
                setups.Add(SetupProgress.Of(setup));
            }
        }
        return Summed(rule, market.Count, setups, options);
    }

    private static void CheckLength(Timeframe timeframe, SetupRule rule)
    {
        if (timeframe.Duration > rule.Longest.Duration) throw new ArgumentException($"timeframe: '{timeframe}' must be at most {rule.Longest} for {rule.Name}", nameof(timeframe));
    }

    private static BacktestResult Summed(SetupRule rule, int bars, List<SetupProgress> setups, BacktestOptions options)
    {
        var trades = setups.Where(s => s.ExitPrice is not null).Select(s => TradeOf(s, rule, options)).ToArray();
        var years = trades.GroupBy(t => t.OpenedAt.Year).OrderBy(g => g.Key)
            .Select(g => new BacktestYear(g.Key, g.Count(), g.Count(t => t.ProfitLoss > 0), g.Count(t => t.ProfitLoss < 0), g.Sum(t => t.ProfitLoss)));
        return new BacktestResult(rule, bars, setups, trades, Performance.Of(trades), [.. years]);
    }

    private static TradeResult TradeOf(SetupProgress s, SetupRule rule, BacktestOptions options)
    {
        var (setup, entry) = (s.Setup, s.EntryPrice!.Value);
        var trade = new TradeResult(
            options.Symbol, setup.Side, entry, s.ExitPrice!.Value, setup.Stop, 1 / setup.Risk, 0,
            DateTimeOffset.FromUnixTimeMilliseconds(s.EnteredAt!.Value), DateTimeOffset.FromUnixTimeMilliseconds(s.ClosedAt!.Value), rule.Name,
            options.Spread + (2 * options.Commission * entry), setup.Risk);
        return trade with { ProfitLoss = trade.R!.Value };
    }
}
