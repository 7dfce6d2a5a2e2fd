using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Tasks;

/// <summary>Puts the tasks together.</summary>
public static class TaskServices
{
    internal static void AddTasks(this IServiceCollection services)
    {
        services.AddSingleton<TaskRegistry>();
        services.AddSingleton<TaskRuns>();
        services.AddSingleton<TaskRunner>();
        services.AddSingleton<TaskQueue>();
        services.AddSingleton<TaskJob>();
        services.AddSingleton(s => CreateStorage(s.GetRequiredService<Database>(), s.GetRequiredService<ServiceSettings>()));
    }

    /// <summary>What a process does of its own accord, by its roles.</summary>
    public static void AddRoles(this IServiceCollection services, ServiceSettings settings)
    {
        if (settings.Roles.Contains(ServiceRole.Worker, StringComparer.Ordinal))
        {
            services.AddHostedService<TaskWorker>();
            services.AddHostedService(s => s.GetRequiredService<AlertDispatcher>());
        }
        if (!settings.Roles.Contains(ServiceRole.Scheduler, StringComparer.Ordinal)) return;
        services.AddHostedService<TaskBeat>();
        services.AddHostedService<FolderIntake>();
    }

    private static JobStorage CreateStorage(Database database, ServiceSettings settings)
    {
        if (!database.IsPostgres) return new InMemoryStorage();
        var options = new PostgreSqlStorageOptions
        {
            QueuePollInterval = TimeSpan.FromSeconds(5),
            EnableLongPolling = true,
            // A job of a worker that does not say that it lives goes to another.
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = settings.TaskLease,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(database.ConnectionString, options), options);
    }
}
