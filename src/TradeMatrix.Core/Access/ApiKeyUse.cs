using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TradeMatrix.Core.Access;

/// <summary>Writes down each minute, and at the end, when keys were last used.</summary>
public sealed partial class ApiKeyUse(ApiKeys keys, TimeProvider clock, ILogger<ApiKeyUse> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false)) await SaveAsync(stoppingToken).ConfigureAwait(false);
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await keys.SaveUseAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException or OperationCanceledException)
        {
            // The uses stay noted for the next time.
            LogFailure(log, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of API keys was not saved: {Reason}")]
    private static partial void LogFailure(ILogger log, string reason);
}
