using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Storage;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Tasks;

/// <summary>Stored runs of tasks: every change of their state, each in one transaction. They are the service's, not any user's.</summary>
public sealed class TaskRuns(Database database, TimeProvider clock)
{
    /// <summary>Attempts at a run before it is given up.</summary>
    public const int MostAttempts = 4;

    /// <summary>Notes a run that somebody calls for.</summary>
    public Task<TaskRun> CallAsync(TaskDefinition task, IReadOnlyList<string> symbols, string requestedBy, CancellationToken cancellationToken) =>
        AddAsync(task, occurrence: null, symbols, requestedBy, cancellationToken);

    /// <summary>Notes the run of a time of the schedule.</summary>
    /// <returns>Null when it is noted already.</returns>
    public async Task<TaskRun?> ScheduleAsync(TaskDefinition task, DateTime occurrence, CancellationToken cancellationToken)
    {
        try
        {
            return await AddAsync(task, occurrence, [], "schedule", cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException e) when (DatabaseFailure.IsDuplicate(e))
        {
            return null;
        }
    }

    /// <summary>The newest time of its schedule for which a task has a run; null when there is none.</summary>
    public Task<DateTime?> LastOccurrenceAsync(string task, CancellationToken cancellationToken) =>
        database.ReadAsync(Caller.Service, db => db.TaskRuns.Where(r => r.Task == task && r.Occurrence != null).MaxAsync(r => r.Occurrence, cancellationToken), cancellationToken);

    /// <summary>A run; null when there is none.</summary>
    public Task<TaskRun?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync(Caller.Service, db => db.TaskRuns.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken), cancellationToken);

    /// <summary>Runs, newest first, without their parts.</summary>
    /// <param name="task">Of one task; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="before">Only those noted before; null for all.</param>
    public Task<List<TaskRun>> HistoryAsync(string? task, int limit, DateTime? before, CancellationToken cancellationToken) => database.ReadAsync(Caller.Service, db =>
    {
        var runs = db.TaskRuns.AsNoTracking().Where(r => r.ParentId == null);
        if (task is not null) runs = runs.Where(r => r.Task == task);
        if (before is { } end) runs = runs.Where(r => r.CreatedAt < end);
        return runs.OrderByDescending(r => r.CreatedAt).Take(limit).ToListAsync(cancellationToken);
    }, cancellationToken);

    /// <summary>The newest run of each task.</summary>
    public Task<List<TaskRun>> LatestAsync(CancellationToken cancellationToken) => database.ReadAsync(Caller.Service, async db =>
    {
        var newest = await db.TaskRuns.Where(r => r.ParentId == null).GroupBy(r => r.Task).Select(g => new { g.Key, At = g.Max(r => r.CreatedAt) }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var (names, times) = (newest.Select(n => n.Key).ToArray(), newest.Select(n => n.At).ToArray());
        var found = await db.TaskRuns.AsNoTracking().Where(r => r.ParentId == null && names.Contains(r.Task) && times.Contains(r.CreatedAt)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return found.GroupBy(r => r.Task, StringComparer.Ordinal).Select(g => g.OrderBy(r => r.CreatedAt).ThenBy(r => r.Id).Last()).ToList();
    }, cancellationToken);

    /// <summary>Unfinished runs and parts that are in no queue.</summary>
    /// <param name="before">Noted before this time: a newer one is about to be put in.</param>
    public Task<List<TaskRun>> UnqueuedAsync(DateTime before, CancellationToken cancellationToken) => database.ReadAsync(
        Caller.Service,
        db => Unfinished(db).AsNoTracking().Where(r => r.JobId == null && r.CreatedAt < before).OrderBy(r => r.CreatedAt).ThenBy(r => r.Part).Take(1000).ToListAsync(cancellationToken),
        cancellationToken);

    /// <summary>Unfinished runs and parts that are in a queue and do not wait for parts of their own.</summary>
    /// <param name="before">Noted before this time.</param>
    public Task<List<TaskRun>> QueuedAsync(DateTime before, CancellationToken cancellationToken) => database.ReadAsync(
        Caller.Service,
        db => Unfinished(db).AsNoTracking().Where(r => r.JobId != null && r.CreatedAt < before && !db.TaskRuns.Any(p => p.ParentId == r.Id)).OrderBy(r => r.CreatedAt).Take(1000).ToListAsync(cancellationToken),
        cancellationToken);

    /// <summary>Forgets in which queue unfinished runs are: it was lost with the process that held it. What a command does itself is in no queue.</summary>
    public Task<int> ForgetQueueAsync(CancellationToken cancellationToken) => database.WriteAsync(
        Caller.Service, db => Unfinished(db).Where(r => !r.JobId!.StartsWith(TaskQueue.ByCommand)).ExecuteUpdateAsync(u => u.SetProperty(r => r.JobId, (string?)null), cancellationToken), cancellationToken);

    /// <summary>Takes a run whose job is lost out of the queue.</summary>
    public Task ForgetJobAsync(TaskRun run, CancellationToken cancellationToken) => database.WriteAsync(
        Caller.Service, (TradeMatrixContext db) => (Task)db.TaskRuns.Where(r => r.Id == run.Id && r.JobId == run.JobId).ExecuteUpdateAsync(u => u.SetProperty(r => r.JobId, (string?)null), cancellationToken), cancellationToken);

    /// <summary>Notes the job that a run is in the queue with, unless it is in there already.</summary>
    /// <returns>Whether it was noted.</returns>
    public async Task<bool> SetJobAsync(Guid id, string job, CancellationToken cancellationToken) => await database.WriteAsync(
        Caller.Service, db => db.TaskRuns.Where(r => r.Id == id && r.JobId == null).ExecuteUpdateAsync(u => u.SetProperty(r => r.JobId, job), cancellationToken), cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>Begins an attempt at a run, unless it is finished, too late, or another of its task is at work.</summary>
    /// <returns>The run as it now stands; null when there is none.</returns>
    internal Task<TaskRun?> BeginAsync(Guid id, TaskDefinition task, string worker, CancellationToken cancellationToken) => database.WriteAsync(Caller.Service, async db =>
    {
        var run = await db.TaskRuns.FirstOrDefaultAsync(r => r.Id == id, cancellationToken).ConfigureAwait(false);
        if (run is null || run.IsFinished) return run;
        var now = Now;
        // Whoever took it last did not come to say how it ended: such a run may be what ends its workers.
        if (run.Attempts >= MostAttempts) Finish(run, TaskState.Failed, $"given up after {run.Attempts} attempts: {run.Error ?? "the worker was lost"}");
        else if (now > run.ExpiresAt + (run.Attempts == 0 ? TimeSpan.Zero : task.TimeLimit)) Finish(run, TaskState.Expired, $"not {(run.Attempts == 0 ? "begun" : "done")} by {run.ExpiresAt:yyyy-MM-dd HH:mm:ss} UTC");
        else if (run.ParentId is null)
        {
            // Two runs of a task that begin at once would not see each other.
            if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({task.Name}, 0))", cancellationToken).ConfigureAwait(false);
            // Parts may be at work for the limit of the run, and then for their own.
            var oldest = now - (task.TimeLimit * 2);
            var isAtWork = await db.TaskRuns.AnyAsync(r => r.Task == run.Task && r.ParentId == null && r.Id != id && r.State == TaskState.Running && r.StartedAt > oldest, cancellationToken).ConfigureAwait(false);
            if (run.State == TaskState.Queued && isAtWork) Finish(run, TaskState.Skipped, "another run of the task was at work");
        }
        if (!run.IsFinished)
        {
            (run.State, run.Worker, run.Error, run.Attempts) = (TaskState.Running, worker, null, run.Attempts + 1);
            run.StartedAt ??= now;
        }
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        if (run is { IsFinished: true, ParentId: { } whole }) await JoinAsync(db, whole, cancellationToken).ConfigureAwait(false);
        return run;
    }, cancellationToken);

    /// <summary>Notes the parts of a run, unless they are.</summary>
    /// <returns>Parts that are not finished and in no queue.</returns>
    internal Task<List<TaskRun>> SplitAsync(TaskRun run, IReadOnlyList<JsonObject> parts, TimeSpan limit, CancellationToken cancellationToken) => database.WriteAsync(Caller.Service, async db =>
    {
        var noted = await db.TaskRuns.AsNoTracking().Where(r => r.ParentId == run.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (noted.Count > 0) return noted.FindAll(p => !p.IsFinished && (p.JobId is null || p.JobId.StartsWith(TaskQueue.ByCommand, StringComparison.Ordinal)));
        var now = Now;
        noted = [.. parts.Select((arguments, part) => new TaskRun
        {
            Id = Guid.NewGuid(), Task = run.Task, ParentId = run.Id, Part = part, Arguments = new JsonObject { ["at"] = run.Occurrence ?? run.CreatedAt, ["part"] = arguments.DeepClone() }.ToJsonString(),
            RequestedBy = run.RequestedBy, CreatedAt = now, ExpiresAt = now + limit,
            // A command does the parts of its run itself.
            JobId = run.JobId?.StartsWith(TaskQueue.ByCommand, StringComparison.Ordinal) == true ? run.JobId : null,
        })];
        db.AddRange(noted);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return noted;
    }, cancellationToken);

    /// <summary>Puts a run back, to be attempted again.</summary>
    internal Task RetryAsync(Guid id, string error, CancellationToken cancellationToken) => ChangeAsync(id, run => (run.State, run.Error) = (TaskState.Queued, error), cancellationToken);

    /// <summary>Ends a run. With the last part of a run the run ends too.</summary>
    /// <returns>The whole run when it has ended by this; null while other parts are left.</returns>
    internal Task<TaskRun?> EndAsync(Guid id, TaskState state, JsonObject? result, string? error, CancellationToken cancellationToken) => ChangeAsync(id, run =>
    {
        run.Result = result?.ToJsonString();
        Finish(run, state, error);
    }, cancellationToken);

    /// <summary>Removes runs that ended long ago, and unfinished ones that nobody will take up any more.</summary>
    /// <returns>How many were removed.</returns>
    public Task<int> RemoveOldAsync(DateTime before, CancellationToken cancellationToken) =>
        database.WriteAsync(Caller.Service, db => db.TaskRuns.Where(r => r.ParentId == null && r.CreatedAt < before).ExecuteDeleteAsync(cancellationToken), cancellationToken);

    private static IQueryable<TaskRun> Unfinished(TradeMatrixContext db) => db.TaskRuns.Where(r => r.State == TaskState.Queued || r.State == TaskState.Running);

    private Task<TaskRun> AddAsync(TaskDefinition task, DateTime? occurrence, IReadOnlyList<string> symbols, string requestedBy, CancellationToken cancellationToken) => database.WriteAsync(Caller.Service, async db =>
    {
        var now = Now;
        var run = new TaskRun
        {
            Id = Guid.NewGuid(), Task = task.Name, Occurrence = occurrence, RequestedBy = requestedBy, CreatedAt = now, ExpiresAt = (occurrence ?? now) + task.Expiry,
            Arguments = symbols.Count == 0 ? "{}" : new JsonObject { ["symbols"] = JsonSerializer.SerializeToNode(symbols) }.ToJsonString(),
        };
        db.Add(run);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return run;
    }, cancellationToken);

    private Task<TaskRun?> ChangeAsync(Guid id, Action<TaskRun> change, CancellationToken cancellationToken) => database.WriteAsync(Caller.Service, async db =>
    {
        if (await db.TaskRuns.FirstOrDefaultAsync(r => r.Id == id, cancellationToken).ConfigureAwait(false) is not { IsFinished: false } run) return null;
        // Of two parts that end at once the later must see the earlier.
        if (run.ParentId is { } parent && db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT FROM task_runs WHERE id = {parent} FOR UPDATE", cancellationToken).ConfigureAwait(false);
        change(run);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        if (!run.IsFinished) return null;
        return run.ParentId is { } whole ? await JoinAsync(db, whole, cancellationToken).ConfigureAwait(false) : run;
    }, cancellationToken);

    private async Task<TaskRun?> JoinAsync(TradeMatrixContext db, Guid id, CancellationToken cancellationToken)
    {
        if (await db.TaskRuns.AnyAsync(r => r.ParentId == id && (r.State == TaskState.Queued || r.State == TaskState.Running), cancellationToken).ConfigureAwait(false)) return null;
        if (await db.TaskRuns.FirstOrDefaultAsync(r => r.Id == id, cancellationToken).ConfigureAwait(false) is not { IsFinished: false } run) return null;
        var parts = await db.TaskRuns.AsNoTracking().Where(r => r.ParentId == id).OrderBy(r => r.Part).ToListAsync(cancellationToken).ConfigureAwait(false);
        string[] errors = [.. parts.Select(p => p.Error).OfType<string>()];
        run.Result = TaskResults.Join(parts.Select(p => p.Result).OfType<string>()).ToJsonString();
        Finish(run, parts.TrueForAll(p => p.State == TaskState.Succeeded) ? TaskState.Succeeded : TaskState.Failed, errors.Length == 0 ? null : string.Join("; ", errors));
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return run;
    }

    private void Finish(TaskRun run, TaskState state, string? error) => (run.State, run.Error, run.FinishedAt) = (state, error is { Length: > 4000 } ? error[..4000] + "…" : error, Now);

    /// <summary>Milliseconds are what every database keeps of a time.</summary>
    private DateTime Now => new(clock.GetUtcNow().Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
}
