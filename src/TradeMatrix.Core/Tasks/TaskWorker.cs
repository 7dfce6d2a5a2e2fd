using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TradeMatrix.Core.Settings;

namespace TradeMatrix.Core.Tasks;

/// <summary>Takes runs from the queue and does them.</summary>
public sealed class TaskWorker(IServiceProvider services, JobStorage storage, ServiceSettings settings) : IHostedService, IDisposable
{
    private BackgroundJobServer? _server;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _server = new BackgroundJobServer(new BackgroundJobServerOptions
        {
            Activator = new Jobs(services),
            WorkerCount = settings.Workers,
            SchedulePollingInterval = TimeSpan.FromSeconds(5),
            // Long enough to finish what is at hand; the rest goes back into the queue.
            ShutdownTimeout = TimeSpan.FromSeconds(20),
        }, storage);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is null) return;
        _server.SendStop();
        await _server.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _server?.Dispose();

    private sealed class Jobs(IServiceProvider services) : JobActivator
    {
        public override object ActivateJob(Type jobType) => services.GetRequiredService(jobType);
    }
}
