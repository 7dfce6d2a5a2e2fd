namespace TradeMatrix.Core.Tasks;

/// <summary>Where a run of a task stands.</summary>
public enum TaskState
{
    /// <summary>Waits for a worker, or for another attempt.</summary>
    Queued,

    /// <summary>At work, or waiting for its parts.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Ended without success; what was done before stays.</summary>
    Failed,

    /// <summary>Not begun, since another run of the task was at work.</summary>
    Skipped,

    /// <summary>Not begun in time.</summary>
    Expired,
}
