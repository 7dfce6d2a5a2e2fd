using System.Text.Json.Nodes;

namespace TradeMatrix.Core.Tasks;

/// <summary>
/// Work that runs on a schedule or when it is called. It may be run again after it was killed anywhere, and must then make
/// nothing twice.
/// </summary>
public interface IScheduledTask
{
    /// <summary>Name, schedule and limits.</summary>
    TaskDefinition Definition { get; }

    /// <summary>Whether a scheduled run would have anything to do; without one, none is noted.</summary>
    Task<bool> IsNeededAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>The parts that a run falls into, which workers share; none when it is done in one.</summary>
    /// <param name="call">The run.</param>
    Task<IReadOnlyList<JsonObject>> PartsAsync(TaskCall call, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<JsonObject>>([]);

    /// <summary>Does a run, or one part of it.</summary>
    /// <param name="call">The run.</param>
    /// <returns>What came of it: numbers, which are added over the parts, and lists, which are joined.</returns>
    /// <exception cref="TaskFailedException">Some of it failed and would fail again; what was done stays.</exception>
    Task<JsonObject> RunAsync(TaskCall call, CancellationToken cancellationToken);
}
