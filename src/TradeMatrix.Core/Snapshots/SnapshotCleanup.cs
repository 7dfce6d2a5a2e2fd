using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Snapshots;

/// <summary>Cleans snapshots up when the server has started, and daily from then on. Of several servers on one database one does it at a time.</summary>
public sealed partial class SnapshotCleanup(SnapshotStore snapshots, Database database, TimeProvider clock, ILogger<SnapshotCleanup> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do await CleanUpAsync(stoppingToken).ConfigureAwait(false);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task CleanUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.AloneAsync("snapshots.cleanup_expired", async () =>
            {
                var (expired, broken, blobs) = await snapshots.CleanupAsync(force: false, cancellationToken).ConfigureAwait(false);
                if (expired + broken + blobs > 0) LogResult(expired, broken, blobs);
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException e)
        {
            LogRefusal(e.Message);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailure(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Cleaned up: {Expired} expired snapshots, {Broken} without their picture, {Blobs} pictures that no snapshot shows")]
    private partial void LogResult(int expired, int broken, int blobs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not cleaned up: {Reason}")]
    private partial void LogRefusal(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The clean-up failed and is tried again tomorrow")]
    private partial void LogFailure(Exception cause);
}
