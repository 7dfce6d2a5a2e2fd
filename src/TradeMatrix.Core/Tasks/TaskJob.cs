using Hangfire;

namespace TradeMatrix.Core.Tasks;

/// <summary>What the queue holds: the number of a run.</summary>
public sealed class TaskJob(TaskRunner runner, TaskQueue queue)
{
    /// <summary>Makes an attempt at a run. The queue repeats it when it throws, and gives it to another worker when this one is killed.</summary>
    /// <param name="run">The run or part.</param>
    /// <param name="cancellationToken">Of the worker.</param>
    [AutomaticRetry(Attempts = TaskRuns.MostAttempts - 1, DelaysInSeconds = [10, 60, 300], LogEvents = false)]
    public Task RunAsync(Guid run, CancellationToken cancellationToken) => runner.RunAsync(run, queue.PutAsync, cancellationToken);
}
