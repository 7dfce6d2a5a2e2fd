using System.Text.Json.Nodes;

namespace TradeMatrix.Core.Tasks;

/// <summary>What a run is to do.</summary>
/// <param name="RunId">The run; the same in each attempt.</param>
/// <param name="At">The time of the schedule that it is for, else when it was called; UTC.</param>
/// <param name="Symbols">Only these symbols, as they were named; empty for all.</param>
/// <param name="Part">The part to do; null when the run has none.</param>
public sealed record TaskCall(Guid RunId, DateTime At, IReadOnlyList<string> Symbols, JsonObject? Part = null);
