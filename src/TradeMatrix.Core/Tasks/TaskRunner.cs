using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace TradeMatrix.Core.Tasks;

/// <summary>Does runs of tasks: an attempt at a time, within its limit, and puts down what came of it.</summary>
public sealed partial class TaskRunner(TaskRegistry registry, TaskRuns runs, TimeProvider clock, ILogger<TaskRunner> logger)
{
    private readonly string _worker = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>Makes an attempt at a run.</summary>
    /// <param name="id">The run or part.</param>
    /// <param name="queue">Takes the parts that it falls into; each is done by another call.</param>
    /// <exception cref="TaskRetryException">It failed and is to be tried again.</exception>
    /// <exception cref="OperationCanceledException">The worker stops; the run waits for another.</exception>
    public async Task RunAsync(Guid id, Func<TaskRun, CancellationToken, Task> queue, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } noted) return;
        var task = registry.Get(noted.Task);
        if (await runs.BeginAsync(id, task.Definition, _worker, cancellationToken).ConfigureAwait(false) is not { } run) return;
        if (run.IsFinished)
        {
            if (!noted.IsFinished) LogNotRun(run.Task, run.Error!);
            return;
        }
        using var limit = new CancellationTokenSource(task.Definition.TimeLimit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var call = CallOf(run);
            if (run.ParentId is null && await task.PartsAsync(call, both.Token).ConfigureAwait(false) is { Count: > 0 } parts)
            {
                foreach (var part in await runs.SplitAsync(run, parts, task.Definition.TimeLimit, both.Token).ConfigureAwait(false)) await queue(part, both.Token).ConfigureAwait(false);
                return;
            }
            var result = await task.RunAsync(call, both.Token).ConfigureAwait(false);
            Tell(await runs.EndAsync(id, TaskState.Succeeded, result, error: null, CancellationToken.None).ConfigureAwait(false));
        }
        catch (TaskFailedException e)
        {
            Tell(await runs.EndAsync(id, TaskState.Failed, e.Result, e.Message, CancellationToken.None).ConfigureAwait(false));
        }
        catch (ServiceException e) when (e.Code is not (ErrorCode.ApiError or ErrorCode.RateLimitExceeded))
        {
            // What was asked for is wrong, and stays so.
            Tell(await runs.EndAsync(id, TaskState.Failed, null, e.Message, CancellationToken.None).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await runs.RetryAsync(id, "the worker stopped", CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        catch (Exception e)
        {
            var reason = limit.IsCancellationRequested ? $"it took longer than {task.Definition.TimeLimit:g}" : e.Message;
            LogAttempt(e, run.Task, run.Attempts, TaskRuns.MostAttempts);
            if (run.Attempts >= TaskRuns.MostAttempts)
            {
                Tell(await runs.EndAsync(id, TaskState.Failed, null, reason, CancellationToken.None).ConfigureAwait(false));
                return;
            }
            await runs.RetryAsync(id, reason, CancellationToken.None).ConfigureAwait(false);
            throw new TaskRetryException(reason, e);
        }
    }

    /// <summary>Does a run and all its parts here and now, without a queue.</summary>
    public async Task RunAllAsync(Guid id, CancellationToken cancellationToken)
    {
        var parts = new Queue<Guid>([id]);
        while (parts.TryDequeue(out var next))
        {
            try
            {
                await RunAsync(next, (part, _) =>
                {
                    parts.Enqueue(part.Id);
                    return Task.CompletedTask;
                }, cancellationToken).ConfigureAwait(false);
            }
            catch (TaskRetryException)
            {
                parts.Enqueue(next);
            }
        }
    }

    /// <summary>Tells of a whole run that has ended.</summary>
    private void Tell(TaskRun? ended)
    {
        if (ended is null) return;
        var duration = ended.FinishedAt - ended.StartedAt;
        if (ended.State == TaskState.Succeeded) LogDone(ended.Task, duration, ended.Result);
        else LogFailed(ended.Task, duration, ended.Error, ended.Result);
    }

    private static TaskCall CallOf(TaskRun run)
    {
        var arguments = JsonNode.Parse(run.Arguments)!.AsObject();
        return run.ParentId is { } whole
            ? new TaskCall(whole, arguments["at"]!.GetValue<DateTime>().ToUniversalTime(), [], arguments["part"]!.AsObject())
            : new TaskCall(run.Id, run.Occurrence ?? run.CreatedAt, arguments["symbols"] is JsonArray symbols ? [.. symbols.Select(s => s!.GetValue<string>())] : []);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Task} was not run: {Reason}")]
    private partial void LogNotRun(string task, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Task} was done in {Duration}: {Result}")]
    private partial void LogDone(string task, TimeSpan? duration, string? result);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Task} failed after {Duration}: {Reason} ({Result})")]
    private partial void LogFailed(string task, TimeSpan? duration, string? reason, string? result);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Task}: attempt {Attempt} of {Most} failed")]
    private partial void LogAttempt(Exception cause, string task, int attempt, int most);
}
