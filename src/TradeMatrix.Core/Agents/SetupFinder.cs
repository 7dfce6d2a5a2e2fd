using TradeMatrix.Analysis;
using TradeMatrix.Analysis.Backtesting;
using TradeMatrix.Analysis.Setups;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Bars;

namespace TradeMatrix.Core.Agents;

/// <summary>Looks for the setups of a day, keeps them, and measures how often their like has won on the same symbol.</summary>
public sealed class SetupFinder(ClosedBars bars, SetupStore store)
{
    /// <summary>A setup below this score is shown, but not followed.</summary>
    private const double LeastScore = 0.6;

    /// <summary>Enough for the slowest average, and for the levels of the day before.</summary>
    private const int BarsRead = 3000;

    /// <summary>What a hit rate is measured on.</summary>
    private static readonly TimeSpan Measured = TimeSpan.FromDays(365);

    private static readonly Timeframe[] Timeframes = [Timeframe.M5, Timeframe.M15, Timeframe.H1];

    /// <summary>The setups of a day that are neither over nor overruled by another.</summary>
    /// <param name="watched">The symbol, and for whom.</param>
    /// <param name="module">Who looks.</param>
    /// <param name="rules">What is looked for.</param>
    /// <param name="day">The trading day.</param>
    /// <param name="now">The time, Unix milliseconds UTC; later bars do not count.</param>
    public async Task<IReadOnlyList<StoredSetup>> FindAsync(Watched watched, string module, IReadOnlyCollection<SetupRule> rules, DateOnly day, long now, CancellationToken cancellationToken)
    {
        if (await MarketAsync((timeframe, cancel) => bars.LastAsync(watched.Owner, watched.Symbol, timeframe, BarsRead, now, cancel), cancellationToken).ConfigureAwait(false) is not { } market) return [];
        var found = new List<(SetupRule Rule, SetupProgress Progress)>();
        foreach (var rule in rules.Where(r => market.Timeframe.Duration <= r.Longest.Duration))
        {
            foreach (var side in rule.Sides)
            {
                if (First(market, rule, side, day) is not { } setup) continue;
                var (progress, _) = SetupWalk.Walk(SetupProgress.Of(setup), market.Bars, market.Timeframe, now: now);
                if (!progress.IsOver) found.Add((rule, progress));
            }
        }
        if (found.Count == 0) return [];

        var year = await MarketAsync((timeframe, cancel) => bars.SinceAsync(watched.Owner, watched.Symbol, timeframe, now - (long)Measured.TotalMilliseconds, BarsRead, now, cancel), cancellationToken).ConfigureAwait(false) ?? market;
        var kept = new List<StoredSetup>();
        foreach (var (rule, progress) in SetupScan.Resolve([.. found.OrderByDescending(f => f.Progress.Setup.Score)]))
        {
            var past = Backtest.Run(rule, year, new BacktestOptions { Symbol = watched.Symbol.Symbol, Side = progress.Setup.Side }, cancellationToken);
            var setup = StoredSetup.Of(watched, module, progress.Setup, past.Confidence, BarStore.ToTime(now));
            setup.Advance(progress, market.Bars.Close[^1]);
            if (progress.Setup.Score < LeastScore) setup.Status = SetupStatus.Watchlist;
            kept.Add((await store.AddAsync(setup, cancellationToken).ConfigureAwait(false)).Setup);
        }
        return kept;
    }

    private static Setup? First(SetupBars market, SetupRule rule, Side side, DateOnly day)
    {
        var start = market.Count;
        while (start > 0 && market.At(start - 1).Day == day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) start--;
        for (var i = start; i < market.Count; i++)
        {
            if (rule.Find(market.At(i), side) is { } setup) return setup;
        }
        return null;
    }

    /// <summary>Closed bars of the first timeframe that is stored.</summary>
    private static async Task<SetupBars?> MarketAsync(Func<Timeframe, CancellationToken, Task<ClosedSeries?>> load, CancellationToken cancellationToken)
    {
        foreach (var timeframe in Timeframes)
        {
            if (await load(timeframe, cancellationToken).ConfigureAwait(false) is { } closed) return new SetupBars(closed.Bars, timeframe, closed.Calendar);
        }
        return null;
    }
}
