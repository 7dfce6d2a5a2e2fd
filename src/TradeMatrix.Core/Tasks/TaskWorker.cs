using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TradeMatrix.Core.Settings;

namespace TradeMatrix.Core.Tasks;

/// <summary>
/// Takes runs from the queue and does them: whole runs as they come, since no two of a task are at work at once, and parts by as
/// many workers as the settings say.
/// </summary>
public sealed class TaskWorker(IServiceProvider services, JobStorage storage, TaskRegistry registry, ServiceSettings settings) : IHostedService, IDisposable
{
    private readonly List<BackgroundJobServer> _servers = [];

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Start(TaskQueue.Whole, registry.All.Count());
        Start(TaskQueue.Parts, settings.Workers);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var server in _servers) server.SendStop();
        foreach (var server in _servers) await server.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var server in _servers) server.Dispose();
    }

    private void Start(string queue, int workers) => _servers.Add(new BackgroundJobServer(new BackgroundJobServerOptions
    {
        ServerName = $"{Environment.MachineName}:{Environment.ProcessId}:{queue}",
        Queues = [queue],
        WorkerCount = workers,
        Activator = new Jobs(services),
        SchedulePollingInterval = TimeSpan.FromSeconds(5),
        // Long enough to finish what is at hand; the rest goes back into the queue.
        ShutdownTimeout = TimeSpan.FromSeconds(20),
    }, storage));

    private sealed class Jobs(IServiceProvider services) : JobActivator
    {
        public override object ActivateJob(Type jobType) => services.GetRequiredService(jobType);
    }
}
