using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Core.Tests.Agents;

/// <summary>Runs agents as a worker does, without a queue.</summary>
internal static class AgentRuns
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Calls a task and does it with all its parts.</summary>
    public static async Task<TaskRun> CallAsync(this TestService service, string task, params string[] symbols)
    {
        var run = await service.Services.GetRequiredService<TaskQueue>().NoteAsync(task, symbols, "command", Cancel);
        await service.Services.GetRequiredService<TaskRunner>().RunAllAsync(run.Id, Cancel);
        return (await service.Services.GetRequiredService<TaskRuns>().FindAsync(run.Id, Cancel))!;
    }

    /// <summary>What came of a run, by name.</summary>
    public static int Count(this TaskRun run, string name) => (int)(JsonNode.Parse(run.Result!)![name] ?? 0);
}
