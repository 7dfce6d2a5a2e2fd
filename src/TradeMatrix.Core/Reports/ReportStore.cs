using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Core.Snapshots.Blobs;
using TradeMatrix.Core.Storage;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Reports;

/// <summary>
/// Stored reports: a row in the database and files in a blob store of their own. Of each user, type and period there is one;
/// it never changes. Whoever adds a row or removes files holds the locks of the files' keys, so that a row always has its files.
/// </summary>
public sealed partial class ReportStore(Database database, [FromKeyedServices(ReportStore.BlobsKey)] IBlobStore blobs, TimeProvider clock)
{
    /// <summary>Names the blob store of reports, apart from that of pictures, whose clean-up knows snapshots alone.</summary>
    public const string BlobsKey = "reports";

    /// <summary>Files of no report that nobody has written to for so long were left by a crash.</summary>
    private static readonly TimeSpan UnfinishedFor = TimeSpan.FromHours(1);

    /// <summary>Keeps a report, unless there is one of the same user, type and period.</summary>
    /// <param name="owner">Whose it is: a user.</param>
    /// <param name="type">daily, weekly, monthly, morning and others: small letters and _.</param>
    /// <param name="period">What it is about, such as 2026-03-03, 2026-W10 or 2026-03.</param>
    /// <param name="day">The day it is for.</param>
    /// <param name="document">What it says.</param>
    /// <param name="formats">Extensions of the files to write, at least one of <see cref="ReportFormat.All"/>.</param>
    /// <param name="metadata">Key figures under <c>metrics</c>, addresses of charts under <c>chart_urls</c>, and what else the agent notes.</param>
    /// <returns>The report, and whether it is new.</returns>
    /// <exception cref="ServiceException">A field is wrong.</exception>
    public async Task<(Report Report, bool IsNew)> SaveAsync(
        Caller owner, string type, string period, DateOnly day, ReportDocument document, IReadOnlyList<string> formats, JsonObject? metadata, CancellationToken cancellationToken)
    {
        var user = owner.UserId ?? throw new ServiceException(ErrorCode.Forbidden, "user: a report must belong to a user");
        var problems = new List<SpecProblem>();
        if (!Word().IsMatch(type)) problems.Add(new SpecProblem("type", type, "1 to 40 small letters and _"));
        if (!PeriodForm().IsMatch(period)) problems.Add(new SpecProblem("period", period, "1 to 40 letters, digits, - and _"));
        if (formats.Count == 0 || formats.Any(f => ReportFormat.Of(f) is null)) problems.Add(new SpecProblem("formats", string.Join(", ", formats), "of " + string.Join(", ", ReportFormat.All.Select(f => f.Extension))));
        if (problems.Count > 0) throw ServiceException.Invalid(problems);
        if (await FindAsync(owner, type, period, cancellationToken).ConfigureAwait(false) is { } before) return (before, false);
        var files = formats.Distinct(StringComparer.Ordinal).Select(f => (Format: f, Bytes: ReportFormat.Of(f)!.Write(document))).Select(f => (f.Format, f.Bytes, Key: BlobKey.For(f.Bytes, f.Format))).ToList();
        var notes = metadata?.DeepClone().AsObject() ?? [];
        notes.Remove("metrics", out var metrics);
        notes.Remove("chart_urls", out var charts);
        notes["agent_name"] = document.Author;
        var id = Guid.NewGuid();
        var report = new Report
        {
            Id = id, UserId = user, ReportType = type, Period = period, ReportDate = day, Title = document.Title, Content = document.ToText(),
            Slug = string.Create(CultureInfo.InvariantCulture, $"{type}_report_{period}"), Metrics = metrics?.ToJsonString() ?? "{}", Metadata = notes.ToJsonString(),
            ChartUrls = [.. (charts as JsonArray ?? []).Select(c => c!.GetValue<string>())],
            PdfUrl = files.Exists(f => f.Format == "pdf") ? UrlOf(id, "pdf") : null, FileUrlDocx = files.Exists(f => f.Format == "docx") ? UrlOf(id, "docx") : null,
            Files = new JsonObject(files.Select(f => KeyValuePair.Create(f.Format, (JsonNode?)f.Key))).ToJsonString(), CreatedAt = Now,
        };
        try
        {
            await database.WriteAsync(owner, async db =>
            {
                foreach (var file in files.OrderBy(f => f.Key, StringComparer.Ordinal))
                {
                    await LockAsync(db, file.Key, cancellationToken).ConfigureAwait(false);
                    await blobs.PutAsync(file.Key, file.Bytes, MediaTypes.Of(file.Format), cancellationToken).ConfigureAwait(false);
                }
                db.Add(report);
                await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            }, cancellationToken).ConfigureAwait(false);
            return (report, true);
        }
        catch (Exception e) when (DatabaseFailure.IsDuplicate(e) && !cancellationToken.IsCancellationRequested)
        {
            // Another process was quicker.
            return (await FindAsync(owner, type, period, cancellationToken).ConfigureAwait(false) ?? throw new ServiceException(ErrorCode.Conflict, $"report: '{type} {period}' must not exist yet"), false);
        }
    }

    /// <summary>The caller's report of a type and period; null when there is none.</summary>
    public Task<Report?> FindAsync(Caller caller, string type, string period, CancellationToken cancellationToken) =>
        database.ReadAsync(caller, db => db.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.UserId == caller.UserId && r.ReportType == type && r.Period == period, cancellationToken), cancellationToken);

    /// <summary>A report of the caller's own.</summary>
    /// <exception cref="ServiceException">There is none.</exception>
    public Task<Report> GetAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync(caller, async db => await db.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken).ConfigureAwait(false) ?? throw Unknown(id), cancellationToken);

    /// <summary>The file of a report of the caller's own.</summary>
    /// <exception cref="ServiceException">There is no such report, or it has no file of the format.</exception>
    public async Task<byte[]> OpenAsync(Caller caller, Report report, string format, CancellationToken cancellationToken)
    {
        var own = await GetAsync(caller, report.Id, cancellationToken).ConfigureAwait(false);
        if (FilesOf(own).FirstOrDefault(f => f.Format == format) is not { Key: { } key }) throw new ServiceException(ErrorCode.NotFound, $"format: '{format}' must be one of {string.Join(", ", FilesOf(own).Select(f => f.Format))}");
        return await blobs.GetAsync(key, cancellationToken).ConfigureAwait(false) ?? throw new ServiceException(ErrorCode.Gone, $"report: the file of '{own.Slug}' must be in the blob store; restore it, or remove the report and have it written again");
    }

    /// <summary>The formats of a report's files, and their keys.</summary>
    public static IReadOnlyList<(string Format, string Key)> FilesOf(Report report) => [.. JsonNode.Parse(report.Files)!.AsObject().Select(f => (f.Key, f.Value!.GetValue<string>()))];

    /// <summary>The caller's reports, newest day first.</summary>
    /// <param name="caller">Whose they are.</param>
    /// <param name="type">Type; null for all.</param>
    /// <param name="limit">At most so many, 1 to 200.</param>
    /// <param name="after">Begins after this one.</param>
    public Task<Page<Report>> ListAsync(Caller caller, string? type, int limit, PageCursor? after, CancellationToken cancellationToken) => database.ReadAsync(caller, async db =>
    {
        var reports = db.Reports.AsNoTracking();
        if (type is not null) reports = reports.Where(r => r.ReportType == type);
        if (after is not null)
        {
            var day = DateOnly.FromDateTime(after.At);
            reports = reports.Where(r => r.ReportDate <= day && (r.ReportDate < day || r.Id.CompareTo(after.Id) < 0));
        }
        var rows = await reports.OrderByDescending(r => r.ReportDate).ThenByDescending(r => r.Id).Take(limit + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
        return Page<Report>.Of(rows, limit, r => new PageCursor(DateTime.SpecifyKind(r.ReportDate.ToDateTime(TimeOnly.MinValue), DateTimeKind.Utc), r.Id));
    }, cancellationToken);

    /// <summary>Removes a report with its files, so that it may be written again.</summary>
    /// <exception cref="ServiceException">There is none.</exception>
    public async Task DeleteAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        var report = await GetAsync(caller, id, cancellationToken).ConfigureAwait(false);
        await database.WriteAsync(caller, db => db.Reports.Where(r => r.Id == id).ExecuteDeleteAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (var (_, key) in FilesOf(report)) await RemoveUnsharedAsync(key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes files that a crash left without a report; gives how many.</summary>
    public async Task<int> CleanupAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - UnfinishedFor;
        if (blobs is FolderBlobStore folder) folder.RemoveUnfinished(before);
        var used = await UsedAsync(cancellationToken).ConfigureAwait(false);
        var (removed, unused) = (0, new List<string>());
        await foreach (var blob in blobs.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (blob.LastModified < before && !used.Contains(blob.Key)) unused.Add(blob.Key);
        }
        foreach (var key in unused)
        {
            if (await RemoveUnsharedAsync(key, cancellationToken).ConfigureAwait(false)) removed++;
        }
        return removed;
    }

    /// <summary>Where a file is served, from the server's root.</summary>
    internal static string UrlOf(Guid id, string format) => $"/api/v1/reports/{id}.{format}";

    /// <summary>Milliseconds are what every database keeps of a time.</summary>
    private DateTime Now => new(clock.GetUtcNow().Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    private async Task<HashSet<string>> UsedAsync(CancellationToken cancellationToken)
    {
        var files = await database.ReadAsync(Caller.Service, db => db.Reports.Select(r => r.Files).ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return [.. files.SelectMany(f => JsonNode.Parse(f)!.AsObject().Select(p => p.Value!.GetValue<string>()))];
    }

    private Task<bool> RemoveUnsharedAsync(string key, CancellationToken cancellationToken) => database.WriteAsync(Caller.Service, async db =>
    {
        await LockAsync(db, key, cancellationToken).ConfigureAwait(false);
        if ((await db.Reports.Select(r => r.Files).ToListAsync(cancellationToken).ConfigureAwait(false)).Exists(f => f.Contains(key, StringComparison.Ordinal))) return false;
        await blobs.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
        return true;
    }, cancellationToken);

    /// <summary>Until the transaction ends. A writing transaction of SQLite is alone anyway.</summary>
    private static async Task LockAsync(TradeMatrixContext db, string key, CancellationToken cancellationToken)
    {
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"reports " + key}, 0))", cancellationToken).ConfigureAwait(false);
    }

    private static ServiceException Unknown(Guid id) => new(ErrorCode.NotFound, $"report: '{id}' must be a report of the caller's own");

    [GeneratedRegex(@"^[a-z_]{1,40}\z")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,40}\z")]
    private static partial Regex PeriodForm();
}
