using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Reports;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Tasks;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Journal;

/// <summary>
/// Writes the journal: an entry with charts for each closed trade, and reports of days, weeks and months. May be killed
/// anywhere and run again: no trade gets a second entry, and no entry a second picture.
/// </summary>
public sealed partial class JournalBot(
    Database database, TradeCharts tradeCharts, ChartService charts, JournalReports reports, ReportStore stored, TimeProvider clock, ILogger<JournalBot> logger) : IScheduledTask
{
    /// <summary>Its name as an agent.</summary>
    public const string Name = "JournalBot";

    /// <summary>Key under which a snapshot says which picture of which trade it is.</summary>
    internal const string ChartKey = "journal_chart";

    /// <summary>A journal is read years later.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(3650);

    /// <summary>How long a chart that could not be drawn is tried again.</summary>
    private static readonly TimeSpan TriesFor = TimeSpan.FromDays(14);

    private const int MostTrades = 1000, MostAttached = 200, DaysMadeUpFor = 7;

    /// <summary>When the day's reports are written, Berlin.</summary>
    private static readonly TimeSpan ReportsAt = TimeSpan.FromHours(21);

    /// <inheritdoc/>
    public TaskDefinition Definition { get; } = new("journal_bot.process_closed_trades", "Writes the journal of closed trades, and in the evening the reports of the day, the week and the month")
    {
        Schedule = "0 21 * * MON-FRI Europe/Berlin; 0 */4 * * * Europe/Berlin", TimeLimit = TimeSpan.FromMinutes(30), Expiry = TimeSpan.FromHours(2),
    };

    /// <inheritdoc/>
    public async Task<JsonObject> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var journal = await ProcessClosedTradesAsync(cancellationToken).ConfigureAwait(false);
        var local = Instant.FromDateTimeUtc(call.At).InZone(DateTimeZoneProviders.Tzdb[ReportPeriod.Zone]);
        var (today, reports, failures) = (local.Date.ToDateOnly(), 0, new List<string>(journal.Failures));
        // Evenings on which nothing ran are made up for; a report that is there stays as it is.
        for (var day = today.AddDays(-DaysMadeUpFor); day < today || (day == today && local.TimeOfDay.TickOfDay >= ReportsAt.Ticks); day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) continue;
            var run = await WriteReportsAsync(day, cancellationToken).ConfigureAwait(false);
            reports += run.Written.Count;
            failures.AddRange(run.Failures);
        }
        var result = new JsonObject
        {
            ["entries"] = journal.Written, ["without_chart"] = journal.WithoutChart, ["charts_attached"] = journal.Attached, ["reports"] = reports, ["failed"] = failures.Count,
        };
        return failures.Count == 0 ? result : throw new TaskFailedException(string.Join("; ", failures), result);
    }

    /// <summary>Writes the reports that are due on a day for each user who has trades: daily, on the last trading day of a week weekly, of a month monthly.</summary>
    /// <param name="day">The day, Berlin.</param>
    /// <returns>Reports that are new, and users whose report failed.</returns>
    public async Task<ReportRun> WriteReportsAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var users = await database.ReadAsync(Caller.Service, db => db.Trades.Where(t => t.UserId != null && t.Status != TradeStatus.Cancelled).Select(t => t.UserId!.Value).Distinct().ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        var (written, failures) = (new List<Guid>(), new List<string>());
        foreach (var user in users.Order())
        {
            foreach (var period in ReportPeriod.DueOn(day))
            {
                try
                {
                    if (await reports.WriteAsync(Caller.User(user), period, cancellationToken).ConfigureAwait(false) is { } report) written.Add(report);
                }
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                {
                    LogReportFailed(e, period.Type, period.Key, user);
                    failures.Add($"{period.Type} {period.Key} of {user}: {Reason(e)}");
                }
            }
        }
        await stored.CleanupAsync(cancellationToken).ConfigureAwait(false);
        return new ReportRun(written, failures);
    }

    /// <summary>Writes the entries of closed trades that have none, over all users, and attaches charts that were missing.</summary>
    public async Task<JournalRun> ProcessClosedTradesAsync(CancellationToken cancellationToken)
    {
        var (written, withoutChart, attached, failures) = (0, 0, 0, new List<string>());
        var due = await database.ReadAsync(Caller.Service, db => db.Trades.AsNoTracking()
            .Where(t => t.Status == TradeStatus.Closed && t.UserId != null && !db.JournalEntries.Any(e => e.TradeId == t.Id && e.EntryType == EntryType.Trade))
            .OrderBy(t => t.ExitTime).ThenBy(t => t.Id).Take(MostTrades).ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (var trade in due)
        {
            await TryAsync(trade, async () =>
            {
                var missing = await WriteAsync(trade, cancellationToken).ConfigureAwait(false);
                written++;
                if (missing) withoutChart++;
            }).ConfigureAwait(false);
        }
        var since = Now - TriesFor;
        var incomplete = await database.ReadAsync(Caller.Service, async db => await (
            from e in db.JournalEntries.AsNoTracking()
            join t in db.Trades.AsNoTracking() on e.TradeId equals t.Id
            where e.EntryType == EntryType.Trade && e.ChartMissing != null && e.CreatedAt >= since && t.Status == TradeStatus.Closed
            orderby e.UpdatedAt, e.Id
            select new { Entry = e, Trade = t }).Take(MostAttached).ToListAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var now = due.Select(t => t.Id).ToHashSet();
        foreach (var row in incomplete.Where(r => !now.Contains(r.Trade.Id)))
        {
            await TryAsync(row.Trade, async () =>
            {
                if (await AttachAsync(row.Trade, row.Entry.Id, cancellationToken).ConfigureAwait(false)) attached++;
            }).ConfigureAwait(false);
        }
        return new JournalRun(written, withoutChart, attached, failures);

        async Task TryAsync(Trade trade, Func<Task> work)
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (Exception e) when (DatabaseFailure.IsDuplicate(e))
            {
                // Another process wrote the entry meanwhile.
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogTradeFailed(e, trade.Id);
                failures.Add($"{trade.Symbol} ({trade.Id}): {Reason(e)}");
            }
        }
    }

    /// <summary>Writes the entry of a trade; gives whether a chart is missing.</summary>
    private async Task<bool> WriteAsync(Trade trade, CancellationToken cancellationToken)
    {
        var found = await LookAsync(trade, cancellationToken).ConfigureAwait(false);
        var entry = new JournalEntry
        {
            Id = Guid.NewGuid(), UserId = trade.UserId, TradeId = trade.Id, EntryType = EntryType.Trade, Symbol = trade.Symbol, SymbolId = trade.SymbolId,
            EntryPrice = trade.EntryPrice, ExitPrice = trade.ExitPrice, Pnl = trade.Pnl, Metadata = new JsonObject { ["agent_name"] = Name }.ToJsonString(), CreatedAt = Now, UpdatedAt = Now,
        };
        Fill(entry, trade, found);
        await database.WriteAsync(Caller.User(trade.UserId!.Value), async db =>
        {
            db.Add(entry);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        return entry.ChartMissing is not null;
    }

    /// <summary>Attaches what was missing; gives whether everything is there now.</summary>
    private async Task<bool> AttachAsync(Trade trade, Guid id, CancellationToken cancellationToken)
    {
        var found = await LookAsync(trade, cancellationToken).ConfigureAwait(false);
        return await database.WriteAsync(Caller.User(trade.UserId!.Value), async db =>
        {
            if (await db.JournalEntries.FirstOrDefaultAsync(e => e.Id == id, cancellationToken).ConfigureAwait(false) is not { } entry) return false;
            if (found.Detail is null && found.Context is null) return false;
            Fill(entry, trade, found);
            (entry.Version, entry.UpdatedAt) = (entry.Version + 1, Now);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return entry.ChartMissing is null;
        }, cancellationToken).ConfigureAwait(false);
    }

    private static void Fill(JournalEntry entry, Trade trade, Findings found)
    {
        var review = TradeReview.Of(trade, found.DetailChart, found.ContextChart);
        var context = review.ToJson();
        if (found.DetailChart is { } chart) context["chart_timeframe"] = chart.Timeframe.ToString();
        (entry.Content, entry.Context, entry.ChartMissing) = (review.ToText(trade), context.ToJsonString(), found.Missing);
        (entry.ChartSnapshotId, entry.ContextSnapshotId) = (found.Detail ?? entry.ChartSnapshotId, found.Context ?? entry.ContextSnapshotId);
    }

    private async Task<Findings> LookAsync(Trade trade, CancellationToken cancellationToken)
    {
        var caller = Caller.User(trade.UserId!.Value);
        var (detail, detailId, whyNoDetail) = await PictureAsync("detail", tradeCharts.DetailAsync).ConfigureAwait(false);
        var (context, contextId, whyNoContext) = await PictureAsync("context", tradeCharts.ContextAsync).ConfigureAwait(false);
        return new Findings(detail, detailId, context, contextId, whyNoDetail ?? whyNoContext);

        async Task<(TradeChart? Chart, Guid? Snapshot, string? Missing)> PictureAsync(string kind, Func<Caller, Trade, CancellationToken, Task<TradeChart>> find)
        {
            try
            {
                var chart = await find(caller, trade, cancellationToken).ConfigureAwait(false);
                return (chart, await SnapshotAsync(caller, trade, kind, chart, cancellationToken).ConfigureAwait(false), null);
            }
            catch (ServiceException e)
            {
                // No bars, or a symbol that is unknown or disabled: the entry does without the picture for now.
                return (null, null, e.Message);
            }
        }
    }

    /// <summary>The snapshot of a chart: one that a run before left, else a new one.</summary>
    private async Task<Guid?> SnapshotAsync(Caller caller, Trade trade, string kind, TradeChart chart, CancellationToken cancellationToken)
    {
        var key = $"{trade.Id}/{kind}";
        var answer = await charts.GenerateAsync(caller, chart.Request with
        {
            Agent = Name, TriggerType = Trigger.Report, Retention = Retention, IdempotencyKey = $"{Name} {key}", MayUseReserve = true,
            Metadata = new JsonObject
            {
                [ChartKey] = key, ["trade_id"] = $"{trade.Id}", ["entry_price"] = trade.EntryPrice, ["exit_price"] = trade.ExitPrice, ["pnl"] = trade.Pnl, ["side"] = trade.Side,
            },
        }, cancellationToken).ConfigureAwait(false);
        return answer.Snapshot?.Id;
    }

    /// <summary>Milliseconds are what every database keeps of a time.</summary>
    private DateTime Now => new(clock.GetUtcNow().Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    private static string Reason(Exception e) => e is ServiceException or ForbiddenException ? e.Message : string.Create(CultureInfo.InvariantCulture, $"{e.GetType().Name}; see the log");

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal entry of trade {Trade} failed and is tried again by the next run")]
    private partial void LogTradeFailed(Exception cause, Guid trade);

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Type} report {Period} of user {User} failed")]
    private partial void LogReportFailed(Exception cause, string type, string period, Guid user);

    /// <summary>Charts and their snapshots, and why one is missing.</summary>
    private sealed record Findings(TradeChart? DetailChart, Guid? Detail, TradeChart? ContextChart, Guid? Context, string? Missing);
}
