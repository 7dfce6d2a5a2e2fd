using Hangfire;
using Hangfire.States;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Tasks;

/// <summary>The queue of runs, which workers take from. A run is noted in the database first, and stays there when the queue is lost.</summary>
public sealed class TaskQueue(TaskRegistry registry, TaskRuns runs, JobStorage storage)
{
    /// <summary>How the job of a run begins that a command does itself.</summary>
    public const string ByCommand = "command ";

    /// <summary>Queue of whole runs, which never wait behind the parts of others.</summary>
    internal const string Whole = "runs";

    /// <summary>Queue of the parts of runs.</summary>
    internal const string Parts = "parts";

    private readonly BackgroundJobClient _client = new(storage);

    /// <summary>Puts a call of a task into the queue.</summary>
    /// <param name="name">Name of the task.</param>
    /// <param name="symbols">Only these symbols; empty for all.</param>
    /// <param name="requestedBy"><c>command</c>, or the id of a user.</param>
    /// <exception cref="ServiceException">There is no such task, or it takes no symbols.</exception>
    public async Task<TaskRun> CallAsync(string name, IReadOnlyList<string> symbols, string requestedBy, CancellationToken cancellationToken)
    {
        var run = await NoteAsync(name, symbols, requestedBy, cancellationToken).ConfigureAwait(false);
        await PutAsync(run, cancellationToken).ConfigureAwait(false);
        return run;
    }

    /// <summary>Notes a call of a task without putting it into the queue, for who does it at once.</summary>
    /// <inheritdoc cref="CallAsync"/>
    public Task<TaskRun> NoteAsync(string name, IReadOnlyList<string> symbols, string requestedBy, CancellationToken cancellationToken)
    {
        var task = registry.Get(name).Definition;
        if (symbols.Count > 0 && !task.TakesSymbols) throw ServiceException.Invalid("symbol", symbols[0], $"left out: {name} takes none");
        foreach (var symbol in symbols)
        {
            if (SymbolEdit.CheckSymbol(symbol) is { } problem) throw ServiceException.Invalid([problem]);
        }
        return runs.CallAsync(task, symbols, requestedBy, cancellationToken);
    }

    /// <summary>Puts a noted run into the queue.</summary>
    public async Task PutAsync(TaskRun run, CancellationToken cancellationToken)
    {
        var (id, task) = (run.Id, run.Task);
        var job = run.ParentId is null ? _client.Enqueue<TaskJob>(j => j.RunAsync(id, task, CancellationToken.None)) : _client.Enqueue<TaskJob>(j => j.RunPartAsync(id, task, CancellationToken.None));
        // Another scheduler was quicker.
        if (!await runs.SetJobAsync(id, job, cancellationToken).ConfigureAwait(false)) _client.Delete(job);
    }

    /// <summary>Whether the job of a run can still come to a worker.</summary>
    public bool Holds(TaskRun run)
    {
        using var connection = storage.GetConnection();
        return connection.GetJobData(run.JobId)?.State is { } state && state != FailedState.StateName && state != SucceededState.StateName && state != DeletedState.StateName;
    }
}
