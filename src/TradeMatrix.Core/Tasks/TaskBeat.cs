using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeMatrix.Core.Settings;

namespace TradeMatrix.Core.Tasks;

/// <summary>
/// Notes the runs that the schedules ask for, and puts into the queue what is noted and in none. Several may beat at once: a
/// time of a schedule has one run.
/// </summary>
public sealed partial class TaskBeat(TaskRegistry registry, TaskRuns runs, TaskQueue queue, ServiceSettings settings, TimeProvider clock, ILogger<TaskBeat> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1), Unqueued = TimeSpan.FromSeconds(10), BetweenLooks = TimeSpan.FromMinutes(1), Lost = TimeSpan.FromMinutes(2);

    /// <summary>Up to when each schedule has been looked at.</summary>
    private readonly Dictionary<string, DateTime> _seen = new(StringComparer.Ordinal);

    private DateTime _looked = DateTime.MinValue;

    /// <summary>Notes what has come due since the last beat, once.</summary>
    /// <returns>The runs that were noted.</returns>
    public async Task<IReadOnlyList<TaskRun>> BeatAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var noted = new List<TaskRun>();
        foreach (var task in registry.All)
        {
            if (registry.ScheduleOf(task.Definition.Name) is not { } schedule) continue;
            try
            {
                if (await DueAsync(task, schedule, now, cancellationToken).ConfigureAwait(false) is { } run) noted.Add(run);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(e, task.Definition.Name);
            }
        }
        return noted;
    }

    /// <summary>Puts noted runs that are in no queue into it: their process ended between the two, or they were noted by hand.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (now - _looked >= BetweenLooks)
        {
            _looked = now;
            foreach (var run in await runs.QueuedAsync(now - Lost, cancellationToken).ConfigureAwait(false)) await FindLostAsync(run, now, cancellationToken).ConfigureAwait(false);
        }
        foreach (var run in await runs.UnqueuedAsync(now - Unqueued, cancellationToken).ConfigureAwait(false)) await queue.PutAsync(run, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A run whose job is lost goes back into the queue, where its attempts and its time decide; one whose command was ended has failed.</summary>
    private async Task FindLostAsync(TaskRun run, DateTime now, CancellationToken cancellationToken)
    {
        if (!run.JobId!.StartsWith(TaskQueue.ByCommand, StringComparison.Ordinal))
        {
            if (!queue.Holds(run)) await runs.ForgetJobAsync(run, cancellationToken).ConfigureAwait(false);
        }
        else if (now - run.CreatedAt > registry.Get(run.Task).Definition.TimeLimit * 2)
        {
            await runs.EndAsync(run.Id, TaskState.Failed, null, "the command that did it was ended", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var holdsQueue = !settings.IsEmbedded;
        do
        {
            try
            {
                // An embedded queue is this process's: what an earlier one had in its own is in none now.
                if (!holdsQueue) await runs.ForgetQueueAsync(stoppingToken).ConfigureAwait(false);
                holdsQueue = true;
                await BeatAsync(stoppingToken).ConfigureAwait(false);
                await SweepAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e, "the schedule");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task<TaskRun?> DueAsync(IScheduledTask task, TaskSchedule schedule, DateTime now, CancellationToken cancellationToken)
    {
        var definition = task.Definition;
        // What came due while nobody looked is made up for once, if it is not too late.
        var from = _seen.TryGetValue(definition.Name, out var seen) ? seen : now - definition.Expiry;
        if (schedule.Latest(from, now) is { } due
            && (_seen.ContainsKey(definition.Name) || await runs.LastOccurrenceAsync(definition.Name, cancellationToken).ConfigureAwait(false) is not { } last || last < due)
            && await task.IsNeededAsync(cancellationToken).ConfigureAwait(false)
            && await runs.ScheduleAsync(definition, due, cancellationToken).ConfigureAwait(false) is { } run)
        {
            _seen[definition.Name] = now;
            await queue.PutAsync(run, cancellationToken).ConfigureAwait(false);
            return run;
        }
        _seen[definition.Name] = now;
        return null;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Task} could not be put into the queue; it is tried again")]
    private partial void LogFailed(Exception cause, string task);
}
