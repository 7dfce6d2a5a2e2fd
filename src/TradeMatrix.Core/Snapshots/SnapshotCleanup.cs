using System.Text.Json.Nodes;
using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Core.Snapshots;

/// <summary>Removes expired snapshots and old runs of tasks, daily.</summary>
public sealed class SnapshotCleanup(SnapshotStore snapshots, TaskRuns runs, TimeProvider clock) : IScheduledTask
{
    private static readonly TimeSpan KeptRuns = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public TaskDefinition Definition { get; } = new("snapshots.cleanup_expired", "Removes expired snapshots with their pictures, and the history of tasks older than 30 days")
    {
        Schedule = "0 2 * * * UTC", Expiry = TimeSpan.FromHours(23),
    };

    /// <inheritdoc/>
    public async Task<JsonObject> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var removedRuns = await runs.RemoveOldAsync(clock.GetUtcNow().UtcDateTime - KeptRuns, cancellationToken).ConfigureAwait(false);
        try
        {
            var (expired, broken, blobs) = await snapshots.CleanupAsync(force: false, cancellationToken).ConfigureAwait(false);
            return new JsonObject { ["expired"] = expired, ["broken"] = broken, ["pictures"] = blobs, ["runs"] = removedRuns };
        }
        catch (ServiceException e)
        {
            throw new TaskFailedException(e.Message, new JsonObject { ["runs"] = removedRuns });
        }
    }
}
