using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using TradeMatrix.Analysis.Levels;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Alerts.Rules;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Core.Agents;

/// <summary>
/// Looks over every new bar whether prices touch the levels that users subscribed to. An alert is raised before it is put down
/// how far was looked, and its cool-down is longer than the look back: a run that is killed between the two repeats neither.
/// </summary>
public sealed partial class LevelWatch(AlertSubscriptions subscriptions, AlertService alerts, BarLoader loader, ClosedBars bars, TimeProvider clock, ILogger<LevelWatch> logger) : IScheduledTask
{
    /// <summary>The agent's name on its snapshots.</summary>
    public const string Name = "LevelWatch";

    /// <summary>Older touches are no news. Not longer than an alert's cool-down.</summary>
    private static readonly TimeSpan LookBack = AlertDraft.UsualCoolDown;

    /// <summary>Bars of days that are read for the levels, and how old a day they may come from: the longest weekend of holidays.</summary>
    private const int DaysRead = 10, OldestDays = 5;

    /// <inheritdoc/>
    public TaskDefinition Definition { get; } = new("level_watch.check_levels", "Looks whether prices touch the levels that users subscribed to")
    {
        Schedule = "* * * * * UTC", TimeLimit = TimeSpan.FromMinutes(5), Expiry = TimeSpan.FromMinutes(2),
    };

    /// <inheritdoc/>
    public Task<bool> IsNeededAsync(CancellationToken cancellationToken) => subscriptions.AnyAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<JsonObject> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var (watched, told, failures) = (0, 0, new List<string>());
        foreach (var (symbol, subscribed) in await subscriptions.BySymbolAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                told += await LookAsync(symbol, subscribed, cancellationToken).ConfigureAwait(false);
                watched++;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && !DatabaseFailure.IsOutage(e))
            {
                LogFailed(e, symbol.Symbol);
                failures.Add($"{symbol.Symbol}: {TaskFailedException.ReasonOf(e)}");
            }
        }
        var result = new JsonObject { ["watched"] = watched, ["alerts"] = told, ["failed"] = failures.Count };
        return failures.Count == 0 ? result : throw new TaskFailedException(string.Join("; ", failures), result);
    }

    private async Task<int> LookAsync(MarketSymbol symbol, IReadOnlyList<AlertSubscription> subscribed, CancellationToken cancellationToken)
    {
        var caller = symbol.UserId is not { } user ? Caller.Service : user == Caller.Local.UserId ? Caller.Local : Caller.User(user);
        var now = clock.GetUtcNow();
        // A day's own bar touches nothing at a time that anyone could act on.
        if (await loader.FinestAsync(caller, symbol, Timeframe.H1, cancellationToken).ConfigureAwait(false) is not { } timeframe) return 0;
        var start = (now - LookBack - timeframe.Duration).ToUnixTimeMilliseconds();
        if (await bars.SinceAsync(caller, symbol, timeframe, start, before: 1, now.ToUnixTimeMilliseconds(), cancellationToken).ConfigureAwait(false) is not { Bars: var closed, Calendar: var calendar }) return 0;
        var first = closed.IndexAtOrAfter(start);
        if (first == closed.Count) return 0;

        var last = BarStore.ToTime(closed.Time[^1]);
        var fresh = subscribed.Where(s => s.CheckedTo is null || s.CheckedTo < last).ToList();
        if (fresh.Count == 0) return 0;
        var days = await loader.LastAsync(caller, symbol, Timeframe.D1, DaysRead, cancellationToken).ConfigureAwait(false);
        var told = 0;
        foreach (var subscription in fresh)
        {
            // Who has just subscribed hears of the newest bar on.
            var from = subscription.CheckedTo is { } before ? Math.Max(first, closed.IndexAtOrAfter(BarStore.ToUnix(before) + 1)) : closed.Count - 1;
            told += await TellAsync(subscription, symbol, closed, from, i => LevelsOf(days?.Bars, calendar, calendar.TradingDay(closed.Time[i], timeframe), symbol), timeframe, cancellationToken).ConfigureAwait(false);
        }
        await subscriptions.AdvanceAsync([.. fresh.Select(s => s.Id)], last, cancellationToken).ConfigureAwait(false);
        return told;
    }

    private async Task<int> TellAsync(AlertSubscription subscription, MarketSymbol symbol, BarSeries series, int from, Func<int, AlertLevels> levelsAt, Timeframe timeframe, CancellationToken cancellationToken)
    {
        var (told, seen) = (0, new HashSet<string>(StringComparer.Ordinal));
        for (var i = from; i < series.Count; i++)
        {
            if (series.IsGap(i)) continue;
            foreach (var draft in LiquidityTouch.Check(subscription, symbol, (decimal)series.Low[i], (decimal)series.High[i], (decimal)series.Close[i], levelsAt(i)))
            {
                // Further bars at the same level are repetitions.
                if (!seen.Add(draft.LevelType!)) continue;
                draft.Facts["bar"] = BarStore.ToTime(series.Time[i]);
                if (await alerts.RaiseAsync(subscription.UserId, draft with { Chart = ChartOf(symbol, timeframe, draft) }, cancellationToken).ConfigureAwait(false) is not null) told++;
            }
        }
        return told;
    }

    private static AlertLevels LevelsOf(BarSeries? days, ExchangeCalendar calendar, int day, MarketSymbol symbol)
    {
        if (days is null || DayLevels.For(day, days, Timeframe.D1, calendar) is not { } levels || levels.ValidFor.DayNumber - levels.From.DayNumber > OldestDays) return new AlertLevels();
        var decimals = ChartSpecs.Decimals(symbol.TickSize);
        return new AlertLevels { YesterdayHigh = Price(levels.High), YesterdayLow = Price(levels.Low), Pivot = Price(levels.Pivot), R1 = Price(levels.R1), S1 = Price(levels.S1) };

        decimal Price(double value) => decimal.Round((decimal)value, decimals);
    }

    private static ChartRequest ChartOf(MarketSymbol symbol, Timeframe timeframe, AlertDraft draft)
    {
        var line = new DrawingSpec("Horizontal Line").With("price", (double)draft.TargetPrice!.Value).With("text", draft.LevelType!.Replace('_', ' '));
        return new ChartRequest
        {
            Symbol = symbol.Symbol, Timeframe = timeframe.Duration < Timeframe.M5.Duration ? Timeframe.M5 : timeframe, Agent = Name, Profile = "clean", TriggerType = Trigger.Alert, Drawings = [line],
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "LevelWatch could not look at {Symbol}")]
    private partial void LogFailed(Exception cause, string symbol);
}
