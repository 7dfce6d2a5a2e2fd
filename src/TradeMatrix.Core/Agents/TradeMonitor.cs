using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TradeMatrix.Analysis;
using TradeMatrix.Analysis.Setups;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Journal;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Core.Tasks;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Agents;

/// <summary>
/// Follows open trades and setups over every new bar, and tells their owners: near the stop, near the target, reached. An alert
/// is raised before what it tells is put down, and once: a run that is killed between the two repeats neither.
/// </summary>
public sealed partial class TradeMonitor(SetupStore setups, TradeStore trades, SymbolStore symbols, BarLoader loader, ClosedBars bars, AlertService alerts, Database database, TimeProvider clock, ILogger<TradeMonitor> logger) : IScheduledTask
{
    /// <summary>The agent's name on its snapshots.</summary>
    public const string Name = "TradeMonitor";

    /// <summary>Alerts of one event are one for longer than any trade or setup is followed.</summary>
    private static readonly TimeSpan Once = TimeSpan.FromDays(365);

    /// <inheritdoc/>
    public TaskDefinition Definition { get; } = new("trade_monitor.check_open_trades", "Follows open trades and setups over every new bar, and tells their owners what happened")
    {
        Schedule = "* * * * * UTC", TimeLimit = TimeSpan.FromMinutes(5), Expiry = TimeSpan.FromMinutes(2),
    };

    /// <inheritdoc/>
    public async Task<bool> IsNeededAsync(CancellationToken cancellationToken) =>
        await setups.AnyAliveAsync(cancellationToken).ConfigureAwait(false)
        || await database.ReadAsync(Caller.Service, db => db.Trades.AnyAsync(t => t.Status == TradeStatus.Open, cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<JsonObject> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var (followed, told, failures) = (0, 0, new List<string>());
        foreach (var setup in await setups.AliveAsync(cancellationToken).ConfigureAwait(false)) await TryAsync(setup.Symbol.Symbol, () => FollowAsync(setup, cancellationToken)).ConfigureAwait(false);
        foreach (var trade in await trades.OpenAsync(Caller.Service, cancellationToken).ConfigureAwait(false)) await TryAsync(trade.Symbol, () => FollowAsync(trade, cancellationToken)).ConfigureAwait(false);
        var result = new JsonObject { ["followed"] = followed, ["alerts"] = told, ["failed"] = failures.Count };
        return failures.Count == 0 ? result : throw new TaskFailedException(string.Join("; ", failures), result);

        async Task TryAsync(string symbol, Func<Task<int>> follow)
        {
            try
            {
                told += await follow().ConfigureAwait(false);
                followed++;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && !DatabaseFailure.IsOutage(e))
            {
                LogFailed(e, symbol);
                failures.Add($"{symbol}: {TaskFailedException.ReasonOf(e)}");
            }
        }
    }

    private async Task<int> FollowAsync(StoredSetup setup, CancellationToken cancellationToken)
    {
        var owner = OwnerOf(setup.UserId);
        var before = setup.ToProgress();
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var (timeframe, fresh) = await FreshAsync(owner, setup.Symbol, Timeframe.Parse(setup.Timeframe), setup.CheckedTo ?? setup.DetectedAt, now, cancellationToken).ConfigureAwait(false) is { } series ? (series.Timeframe, series.Bars) : (Timeframe.Parse(setup.Timeframe), BarSeries.Empty);
        var (after, events) = SetupWalk.Walk(before, fresh, timeframe, now: now);
        if (after == before) return 0;
        var told = 0;
        foreach (var happened in events) told += await TellAsync(setup, after, happened, cancellationToken).ConfigureAwait(false);
        if (after is { State: SetupState.EntryHit, IsOver: false })
        {
            // What the bar of the entry did before the entry is nobody's concern.
            var entered = fresh.IndexAtOrAfter(after.EnteredAt!.Value + 1);
            var watch = PriceWatch.Of(after.Setup.Side, after.EntryPrice!.Value, after.Stop, after.Setup.Target, fresh.Slice(entered, fresh.Count - entered));
            told += await TellNearAsync(
                watch, (what, bar, price) => Draft(setup, $"near_{what}", $"near its {what}", AlertSeverity.Warning, bar.Time, bar.Close, price, after.Stop), setup.UserId, after.Stop, setup.TakeProfit, cancellationToken).ConfigureAwait(false);
        }
        await setups.AdvanceAsync(setup, after, fresh.Count > 0 ? fresh.Close[^1] : null, cancellationToken).ConfigureAwait(false);
        return told;
    }

    private async Task<int> FollowAsync(Trade trade, CancellationToken cancellationToken)
    {
        var owner = OwnerOf(trade.UserId);
        if (await symbols.ResolveAsync(owner, trade.Symbol, cancellationToken).ConfigureAwait(false) is not { } symbol) return 0;
        var (stop, target) = ((double?)trade.StopLoss ?? (double?)trade.InitialStopLoss, (double?)trade.TakeProfit);
        var longest = trade.Timeframe is { } own ? Timeframe.Parse(own) : Timeframe.D1;
        if (await FreshAsync(owner, symbol, longest, trade.MonitoredTo ?? trade.EntryTime, clock.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken).ConfigureAwait(false) is not { } series) return 0;
        // What a bar in the making has reached is reached; but it is looked at again. The bar of the entry may have been anywhere before it.
        var fresh = series.All;
        var first = fresh.IndexAtOrAfter(BarStore.ToUnix(trade.MonitoredTo is { } to ? to.AddTicks(TimeSpan.TicksPerMillisecond) : trade.EntryTime));
        fresh = fresh.Slice(first, fresh.Count - first);
        if (fresh.Count == 0) return 0;
        var watch = PriceWatch.Of(trade.Direction, (double)trade.EntryPrice, stop, target, fresh);
        var told = 0;
        if (watch.StopHit is { } stopped) told += await RaiseAsync(trade.UserId, Draft(trade, symbol, "stop_hit", "stop reached", AlertSeverity.Critical, stopped, stop!.Value, stop, target), cancellationToken).ConfigureAwait(false);
        if (watch.TargetHit is { } reached) told += await RaiseAsync(trade.UserId, Draft(trade, symbol, "target_hit", "target reached", AlertSeverity.Warning, reached, target!.Value, stop, target), cancellationToken).ConfigureAwait(false);
        told += await TellNearAsync(watch, (what, bar, price) => Draft(trade, symbol, $"near_{what}", $"near its {what}", AlertSeverity.Warning, bar, price, stop, target), trade.UserId, stop, target, cancellationToken).ConfigureAwait(false);
        var last = BarStore.ToTime(Math.Max(series.Bars.Time[^1], BarStore.ToUnix(trade.MonitoredTo ?? DateTime.UnixEpoch)));
        await database.WriteAsync(Caller.Service, (TradeMatrixContext db) => (Task)db.Trades.Where(t => t.Id == trade.Id).ExecuteUpdateAsync(u => u.SetProperty(t => t.MonitoredTo, last), cancellationToken), cancellationToken).ConfigureAwait(false);
        return told;
    }

    /// <summary>Bars of the timeframe that tells most, since a time; null when there are none.</summary>
    private async Task<ClosedSeries?> FreshAsync(Caller owner, MarketSymbol symbol, Timeframe longest, DateTime since, long now, CancellationToken cancellationToken) =>
        await loader.FinestAsync(owner, symbol, longest, cancellationToken).ConfigureAwait(false) is { } timeframe
            ? await bars.SinceAsync(owner, symbol, timeframe, BarStore.ToUnix(since), before: 1, now, cancellationToken).ConfigureAwait(false)
            : null;

    private async Task<int> TellNearAsync(PriceWatch watch, Func<string, Bar, double, AlertDraft> draft, Guid? owner, double? stop, double? target, CancellationToken cancellationToken)
    {
        var told = 0;
        // What was reached is told as reached, not also as near.
        if (watch is { NearStop: { } low, StopHit: null }) told += await RaiseAsync(owner, draft("stop", low, stop!.Value), cancellationToken).ConfigureAwait(false);
        if (watch is { NearTarget: { } high, TargetHit: null }) told += await RaiseAsync(owner, draft("target", high, target!.Value), cancellationToken).ConfigureAwait(false);
        return told;
    }

    private Task<int> TellAsync(StoredSetup setup, SetupProgress after, SetupEvent happened, CancellationToken cancellationToken)
    {
        var (what, words, severity) = happened switch
        {
            { Kind: SetupEventKind.Entered } => ("entered", "entry reached, the trade is now active", AlertSeverity.Warning),
            { Kind: SetupEventKind.StopMoved } => ($"stop_moved {happened.Time}", "its stop has moved", AlertSeverity.Info),
            { Outcome: SetupOutcome.Win } => ("closed", $"closed with {Percent(after)} profit", AlertSeverity.Warning),
            { Outcome: SetupOutcome.Loss } => ("closed", $"closed with {Percent(after)} loss", AlertSeverity.Warning),
            { Outcome: SetupOutcome.Breakeven } => ("closed", "closed at its entry", AlertSeverity.Info),
            { Outcome: SetupOutcome.Invalidated } => ("closed", "stop reached before entry, invalidated", AlertSeverity.Info),
            { Outcome: SetupOutcome.Missed } => ("closed", "target reached before entry, missed", AlertSeverity.Info),
            _ => ("closed", "not entered in time, expired", AlertSeverity.Info),
        };
        return RaiseAsync(setup.UserId, Draft(setup, what, words, severity, happened.Time, happened.Price, happened.Price ?? setup.EntryPrice, after.Stop), cancellationToken);
    }

    private async Task<int> RaiseAsync(Guid? owner, AlertDraft draft, CancellationToken cancellationToken) => await alerts.RaiseAsync(owner, draft, cancellationToken).ConfigureAwait(false) is null ? 0 : 1;

    private static AlertDraft Draft(StoredSetup setup, string what, string words, string severity, long time, double? price, double level, double stop) => new()
    {
        Kind = AlertKind.Setup, Severity = severity, SymbolId = setup.SymbolId, Symbol = setup.Symbol.Symbol, Title = $"{setup.Symbol.Symbol} {setup.Strategy} {setup.Side}: {words}",
        Text = string.Create(CultureInfo.InvariantCulture, $"Entry {setup.EntryPrice:0.#####}, stop {stop:0.#####}, target {setup.TakeProfit:0.#####}; {BarStore.ToTime(time):yyyy-MM-dd HH:mm} UTC."),
        Facts = new JsonObject
        {
            ["setup_id"] = setup.Id, ["event"] = what, ["strategy"] = setup.Strategy, ["side"] = setup.Side, ["entry"] = setup.EntryPrice, ["stop"] = stop, ["target"] = setup.TakeProfit, ["price"] = price, ["level_price"] = level, ["bar"] = BarStore.ToTime(time),
        },
        DedupeKey = $"setup {setup.Id} {what}", CoolDown = Once,
        Chart = ChartOf(setup.Symbol.Symbol, Timeframe.Parse(setup.Timeframe), Enum.Parse<Side>(setup.Side, ignoreCase: true), setup.EntryFill ?? setup.EntryPrice, stop, setup.TakeProfit, setup.EntryHitAt ?? setup.DetectedAt, BarStore.ToTime(time)),
    };

    private static AlertDraft Draft(Trade trade, MarketSymbol symbol, string what, string words, string severity, Bar bar, double level, double? stop, double? target) => new()
    {
        Kind = AlertKind.Trade, Severity = severity, SymbolId = symbol.Id, Symbol = symbol.Symbol, Title = $"{symbol.Symbol} {trade.Side} trade: {words}",
        Text = string.Create(CultureInfo.InvariantCulture, $"Entry {trade.EntryPrice:0.#####}, {words} at {level:0.#####}; the bar of {BarStore.ToTime(bar.Time):yyyy-MM-dd HH:mm} UTC went from {bar.Low:0.#####} to {bar.High:0.#####}."),
        Facts = new JsonObject
        {
            ["trade_id"] = trade.Id, ["event"] = what, ["side"] = trade.Side, ["entry"] = trade.EntryPrice, ["stop"] = stop, ["target"] = target, ["price"] = bar.Close, ["level_price"] = level, ["bar"] = BarStore.ToTime(bar.Time),
        },
        // A stop or target that is moved is another to come near.
        DedupeKey = string.Create(CultureInfo.InvariantCulture, $"trade {trade.Id} {what} {level}"), CoolDown = Once,
        Chart = ChartOf(symbol.Symbol, trade.Timeframe is { } own ? Timeframe.Parse(own) : Timeframe.M15, trade.Direction, (double)trade.EntryPrice, stop, target, trade.EntryTime, BarStore.ToTime(bar.Time)),
    };

    private static ChartRequest ChartOf(string symbol, Timeframe timeframe, Side side, double entry, double? stop, double? target, DateTime from, DateTime until) => new()
    {
        Symbol = symbol, Timeframe = timeframe, Agent = Name, Profile = "clean", Overrides = ClosedBars.WholeDay, TriggerType = Trigger.Alert, Drawings = PositionDrawings.Of(side, entry, stop, target, from, until > from ? until : from + (timeframe.Duration * 3)),
    };

    private static string Percent(SetupProgress progress) => string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(progress.Percent!.Value):0.00} %");

    private static Caller OwnerOf(Guid? user) => user == Caller.Local.UserId ? Caller.Local : Caller.User(user!.Value);

    [LoggerMessage(Level = LogLevel.Error, Message = "TradeMonitor could not follow {Symbol}")]
    private partial void LogFailed(Exception cause, string symbol);
}
