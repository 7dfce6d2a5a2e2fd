using Hangfire;

namespace TradeMatrix.Core.Tasks;

/// <summary>What the queue holds: the number of a run.</summary>
public sealed class TaskJob(TaskRunner runner, TaskQueue queue)
{
    /// <summary>Makes an attempt at a run. The queue repeats it when it throws, and gives it to another worker when this one is killed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="task">Its task, for who looks at the queue.</param>
    /// <param name="cancellationToken">Of the worker.</param>
    [JobDisplayName("{1}"), Queue(TaskQueue.Whole), AutomaticRetry(Attempts = TaskRuns.MostAttempts - 1, DelaysInSeconds = [10, 60, 300], LogEvents = false)]
    public Task RunAsync(Guid run, string task, CancellationToken cancellationToken) => runner.RunAsync(run, queue.PutAsync, cancellationToken);

    /// <summary>As the other, for a part of a run.</summary>
    /// <param name="run">The part.</param>
    /// <param name="task">Its task, for who looks at the queue.</param>
    /// <param name="cancellationToken">Of the worker.</param>
    [JobDisplayName("{1}, a part"), Queue(TaskQueue.Parts), AutomaticRetry(Attempts = TaskRuns.MostAttempts - 1, DelaysInSeconds = [10, 60, 300], LogEvents = false)]
    public Task RunPartAsync(Guid run, string task, CancellationToken cancellationToken) => runner.RunAsync(run, queue.PutAsync, cancellationToken);
}
