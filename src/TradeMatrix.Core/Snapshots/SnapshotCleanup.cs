using System.Text.Json.Nodes;
using TradeMatrix.Core.Agents;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Core.Snapshots;

/// <summary>Removes expired snapshots, analyses as old as they become, and old runs of tasks, daily.</summary>
public sealed class SnapshotCleanup(SnapshotStore snapshots, AnalysisStore analyses, TaskRuns runs, ServiceSettings settings, TimeProvider clock) : IScheduledTask
{
    private static readonly TimeSpan KeptRuns = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public TaskDefinition Definition { get; } = new("snapshots.cleanup_expired", "Removes expired snapshots with their pictures, analyses of that age, and runs of tasks older than 30 days")
    {
        Schedule = "0 2 * * * UTC", Expiry = TimeSpan.FromHours(23),
    };

    /// <inheritdoc/>
    public async Task<JsonObject> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var result = new JsonObject
        {
            ["runs"] = await runs.RemoveOldAsync(now - KeptRuns, cancellationToken).ConfigureAwait(false),
            ["analyses"] = await analyses.RemoveOldAsync(now - settings.Retention, cancellationToken).ConfigureAwait(false),
        };
        try
        {
            var (expired, broken, blobs) = await snapshots.CleanupAsync(force: false, cancellationToken).ConfigureAwait(false);
            (result["expired"], result["broken"], result["pictures"]) = (expired, broken, blobs);
            return result;
        }
        catch (ServiceException e)
        {
            throw new TaskFailedException(e.Message, result);
        }
    }
}
