namespace TradeMatrix.Core.Tasks;

/// <summary>A run of a task, or a part of one.</summary>
public sealed class TaskRun
{
    public Guid Id { get; set; }

    /// <summary>Name of the task.</summary>
    public string Task { get; set; } = "";

    /// <summary>The time of the schedule that it is for; null when somebody called it.</summary>
    public DateTime? Occurrence { get; set; }

    /// <summary>The run that it is a part of.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>Which part, from 0.</summary>
    public int? Part { get; set; }

    /// <summary>A JSON object: <c>symbols</c> of a run; of a part, what the task made it of.</summary>
    public string Arguments { get; set; } = "{}";

    /// <summary><c>schedule</c>, <c>command</c>, or the id of a user.</summary>
    public string RequestedBy { get; set; } = "";

    public TaskState State { get; set; }
    public int Attempts { get; set; }

    /// <summary>Its job in the queue; null until it is in there.</summary>
    public string? JobId { get; set; }

    /// <summary>Machine and process that took it last.</summary>
    public string? Worker { get; set; }

    /// <summary>What came of it, a JSON object.</summary>
    public string? Result { get; set; }

    public string? Error { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime? StartedAt { get; set; }
    public DateTime? FinishedAt { get; set; }

    /// <summary>When it need not be begun any more.</summary>
    public DateTime ExpiresAt { get; set; }

    /// <summary>Whether nothing more becomes of it.</summary>
    public bool IsFinished => State is not (TaskState.Queued or TaskState.Running);
}
