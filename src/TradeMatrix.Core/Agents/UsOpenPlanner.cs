using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using NodaTime;
using TradeMatrix.Analysis.Setups;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Core.Agents;

/// <summary>Looks for breakouts from New York's opening range, after each bar of five minutes from 09:46 to 10:16 there, and tells of each once with its chart.</summary>
public sealed partial class UsOpenPlanner(WatchedSymbols watched, SetupFinder finder, SetupCharts charts, AlertService alerts, TimeProvider clock, ILogger<UsOpenPlanner> logger) : IScheduledTask
{
    /// <summary>The agent's name on its snapshots.</summary>
    public const string Name = "USOpenPlanner";

    private const string Zone = "America/New_York", Module = "usopen";

    private static readonly SetupRule[] Rules = [SetupRules.All["orb"]];

    /// <inheritdoc/>
    public TaskDefinition Definition { get; } = new("us_open_planner.find_setups", "Looks for breakouts from the opening range of markets in New York")
    {
        Schedule = $"46,51,56 9 * * MON-FRI {Zone}; 1,6,11,16 10 * * MON-FRI {Zone}", TimeLimit = TimeSpan.FromMinutes(4), Expiry = TimeSpan.FromMinutes(4),
    };

    /// <inheritdoc/>
    public async Task<JsonObject> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var day = Instant.FromUnixTimeMilliseconds(now).InZone(DateTimeZoneProviders.Tzdb[Zone]).Date.ToDateOnly();
        var (looked, found, failures) = (0, 0, new List<string>());
        foreach (var symbol in await watched.ListAsync(call.Symbols, cancellationToken).ConfigureAwait(false))
        {
            var calendar = BarLoader.CalendarOf(symbol.Symbol, symbol.Symbol.Timezone);
            // Currencies have New York's zone too, but no opening.
            if (calendar.Zone != Zone || calendar.IsContinuous || !calendar.IsTradingDay(day)) continue;
            looked++;
            try
            {
                foreach (var setup in await finder.FindAsync(symbol, Module, Rules, day, now, cancellationToken).ConfigureAwait(false))
                {
                    await charts.DrawAsync(symbol, setup, Name, now, cancellationToken).ConfigureAwait(false);
                    if (await TellAsync(symbol, setup, now, cancellationToken).ConfigureAwait(false)) found++;
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && !DatabaseFailure.IsOutage(e))
            {
                LogFailed(e, symbol.Symbol.Symbol);
                failures.Add($"{symbol.Symbol.Symbol}: {TaskFailedException.ReasonOf(e)}");
            }
        }
        var result = new JsonObject { ["symbols_analyzed"] = looked, ["setups_generated"] = found, ["failed"] = failures.Count };
        return failures.Count == 0 ? result : throw new TaskFailedException(string.Join("; ", failures), result);
    }

    private async Task<bool> TellAsync(Watched symbol, StoredSetup setup, long now, CancellationToken cancellationToken) => await alerts.RaiseAsync(symbol.OwnerId, new AlertDraft
    {
        Kind = AlertKind.Setup, Severity = AlertSeverity.Warning, SymbolId = symbol.Symbol.Id, Symbol = symbol.Symbol.Symbol, Title = $"{symbol.Symbol.Symbol}: breakout from the opening range",
        Text = SetupCharts.Words(setup), Facts = new JsonObject { ["setup_id"] = setup.Id, ["entry"] = setup.EntryPrice, ["stop"] = setup.StopLoss, ["target"] = setup.TakeProfit, ["confidence"] = setup.Confidence, ["sample_size"] = setup.SampleSize },
        DedupeKey = $"setup {setup.Id} found", CoolDown = TimeSpan.FromDays(30), Chart = SetupCharts.RequestOf(symbol.Symbol.Symbol, setup, Name, now),
    }, cancellationToken).ConfigureAwait(false) is not null;

    [LoggerMessage(Level = LogLevel.Error, Message = "USOpenPlanner could not look at {Symbol}")]
    private partial void LogFailed(Exception cause, string symbol);
}
