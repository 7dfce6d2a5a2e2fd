using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Core.Agents;

/// <summary>Puts the agents together.</summary>
internal static class AgentServices
{
    public static void AddAgents(this IServiceCollection services)
    {
        services.AddSingleton<WatchedSymbols>();
        services.AddSingleton<SetupStore>();
        services.AddSingleton<IScheduledTask, ChartWatcher>();
        services.AddSingleton<IScheduledTask, UsageMonitor>();
    }
}
