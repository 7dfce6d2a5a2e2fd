using System.Text.Json.Nodes;
using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Web.Tasks;

/// <summary>A run of a task.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Task">Name of the task.</param>
/// <param name="State">queued, running, succeeded, failed, skipped or expired.</param>
/// <param name="RequestedBy">schedule, command, or the id of a user.</param>
/// <param name="Scheduled">The time of the schedule that it is for.</param>
/// <param name="CreatedAt">When it was called.</param>
/// <param name="StartedAt">When its first attempt began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Attempts">How many were begun.</param>
/// <param name="Worker">Machine and process of the last.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Error">Why it failed or was not run.</param>
internal sealed record TaskRunItem(
    Guid Id, string Task, string State, string RequestedBy, DateTime? Scheduled, DateTime CreatedAt, DateTime? StartedAt, DateTime? FinishedAt, int Attempts, string? Worker, JsonNode? Result, string? Error)
{
    public static TaskRunItem Of(TaskRun run) => new(
        run.Id, run.Task, run.State.ToString().ToLowerInvariant(), run.RequestedBy, run.Occurrence, run.CreatedAt, run.StartedAt, run.FinishedAt, run.Attempts, run.Worker, run.Result is { } result ? JsonNode.Parse(result) : null, run.Error);
}
