using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Core.Agents;

/// <summary>Puts the agents together.</summary>
internal static class AgentServices
{
    public static void AddAgents(this IServiceCollection services)
    {
        services.AddSingleton<WatchedSymbols>();
        services.AddSingleton<ClosedBars>();
        services.AddSingleton<AnalysisStore>();
        services.AddSingleton<SetupStore>();
        services.AddSingleton<SetupFinder>();
        services.AddSingleton<SetupCharts>();
        services.AddSingleton<MorningOutlook>();
        services.AddSingleton<IScheduledTask, ChartWatcher>();
        services.AddSingleton<IScheduledTask, LevelWatch>();
        services.AddSingleton<IScheduledTask, MorningPlanner>();
        services.AddSingleton<IScheduledTask, TradeMonitor>();
        services.AddSingleton<IScheduledTask, UsageMonitor>();
        services.AddSingleton<IScheduledTask, UsOpenPlanner>();
    }
}
