using System.Text.Json.Nodes;
using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Core.Tests.Tasks;

/// <summary>A task whose work a test gives.</summary>
internal sealed class FakeTask(TaskDefinition definition) : IScheduledTask
{
    public TaskDefinition Definition { get; } = definition;

    public bool IsNeeded { get; set; } = true;

    public int Parts { get; set; }

    /// <summary>Calls that came, in their order.</summary>
    public List<TaskCall> Calls { get; } = [];

    public Func<TaskCall, CancellationToken, Task<JsonObject>> Work { get; set; } = (call, _) => Task.FromResult(new JsonObject { ["done"] = 1, ["names"] = new JsonArray(call.Part?["number"]?.DeepClone() ?? "whole") });

    public Task<bool> IsNeededAsync(CancellationToken cancellationToken) => Task.FromResult(IsNeeded);

    public Task<IReadOnlyList<JsonObject>> PartsAsync(TaskCall call, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<JsonObject>>([.. Enumerable.Range(0, Parts).Select(i => new JsonObject { ["number"] = i })]);

    public Task<JsonObject> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        lock (Calls) Calls.Add(call);
        return Work(call, cancellationToken);
    }
}
