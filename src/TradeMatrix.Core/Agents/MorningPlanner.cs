using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using NodaTime;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Reports;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Core.Agents;

/// <summary>
/// Writes each user's morning report: the watched symbols that trade on the day with their charts, levels, gaps and setups.
/// One report a user and day.
/// </summary>
public sealed partial class MorningPlanner(WatchedSymbols watched, MorningOutlook outlook, ReportStore reports, AlertService alerts, ServiceSettings settings, TimeProvider clock, ILogger<MorningPlanner> logger) : IScheduledTask
{
    /// <summary>The agent's name on its snapshots.</summary>
    public const string Name = "MorningPlanner";

    private const string ReportType = "morning";

    /// <summary>Symbols with charts in one report; of the others it has words and levels.</summary>
    private const int MostCharted = 30;

    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <inheritdoc/>
    public TaskDefinition Definition { get; } = new("morning_planner.generate_report", "Writes each user's morning report: charts, levels, gaps and setups of the watched symbols")
    {
        Schedule = "25 8 * * MON-FRI Europe/Berlin", TimeLimit = TimeSpan.FromMinutes(30), Expiry = TimeSpan.FromHours(1),
    };

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JsonObject>> PartsAsync(TaskCall call, CancellationToken cancellationToken) =>
        [.. (await watched.ListAsync([], cancellationToken).ConfigureAwait(false)).GroupBy(w => w.OwnerId).Select(g => new JsonObject
        {
            ["owner"] = g.Key, ["symbols"] = new JsonArray([.. g.Select(w => JsonValue.Create(w.Symbol.Id))]),
        })];

    /// <inheritdoc/>
    public async Task<JsonObject> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (call.Part is not { } part) return new JsonObject { ["reports"] = 0 };
        var (owner, now) = ((Guid)part["owner"]!, clock.GetUtcNow().UtcDateTime);
        var caller = owner == Caller.Local.UserId ? Caller.Local : Caller.User(owner);
        var day = Instant.FromDateTimeUtc(call.At).InZone(Berlin).Date.ToDateOnly();
        var period = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (await reports.FindAsync(caller, ReportType, period, cancellationToken).ConfigureAwait(false) is { } before)
        {
            // A run that was killed after it stored the report may not have told of it.
            await TellAsync(owner, before.Id, before.Title, before.Content, cancellationToken).ConfigureAwait(false);
            return new JsonObject { ["reports"] = 0 };
        }

        var (sections, closed, failures) = (new List<SymbolOutlook>(), new List<string>(), new List<string>());
        foreach (var id in part["symbols"]!.AsArray())
        {
            if (await watched.FindAsync(owner, (Guid)id!, cancellationToken).ConfigureAwait(false) is not { } symbol) continue;
            try
            {
                // Nobody reads a thousand pages, and all pictures are held until the report is written.
                if (await outlook.OfAsync(symbol, day, BarStore.ToUnix(now), withCharts: sections.Count < MostCharted, cancellationToken).ConfigureAwait(false) is { } section) sections.Add(section);
                else closed.Add(symbol.Symbol.Symbol);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && !DatabaseFailure.IsOutage(e))
            {
                LogFailed(e, symbol.Symbol.Symbol);
                failures.Add($"{symbol.Symbol.Symbol}: {TaskFailedException.ReasonOf(e)}");
            }
        }
        StoredSetup[] setups = [.. sections.SelectMany(s => s.Setups)];
        var result = new JsonObject
        {
            ["reports"] = 0, ["symbols_analyzed"] = sections.Count, ["closed"] = closed.Count, ["setups_generated"] = setups.Length, ["failed"] = failures.Count,
            ["setups"] = new JsonArray([.. setups.Select(s => new JsonObject { ["setup_id"] = s.Id, ["strategy"] = s.Strategy, ["confidence"] = s.Confidence, ["entry_price"] = s.EntryPrice })]),
        };
        if (sections.Count > 0)
        {
            var document = MorningDocument.Of(day, now, sections, closed, failures);
            var notes = new JsonObject { ["symbols"] = new JsonArray([.. sections.Select(s => JsonValue.Create(s.Symbol))]), ["chart_urls"] = new JsonArray([.. sections.SelectMany(s => s.ChartUrls).Select(u => JsonValue.Create(u))]) };
            var (report, isNew) = await reports.SaveAsync(caller, ReportType, period, day, document, ["html", "pdf", "json"], notes, cancellationToken).ConfigureAwait(false);
            result["reports"] = isNew ? 1 : 0;
            await TellAsync(owner, report.Id, report.Title, report.Content, cancellationToken).ConfigureAwait(false);
        }
        return failures.Count == 0 ? result : throw new TaskFailedException(string.Join("; ", failures), result);
    }

    private Task<Alert?> TellAsync(Guid owner, Guid report, string title, string text, CancellationToken cancellationToken)
    {
        var path = $"/api/v1/reports/{report}.pdf";
        var address = settings.PublicUrl is { } root ? new Uri(root, path).ToString() : path;
        return alerts.RaiseAsync(owner, new AlertDraft
        {
            Kind = AlertKind.Report, Title = title, Text = (text.Length > 600 ? text[..600] + "…" : text) + "\n" + address,
            Facts = new JsonObject { ["report_id"] = report, ["report_url"] = path }, DedupeKey = $"report {report}", CoolDown = TimeSpan.FromDays(30),
        }, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "MorningPlanner could not look at {Symbol}")]
    private partial void LogFailed(Exception cause, string symbol);
}
