using System.Collections.Immutable;

namespace TradeMatrix.Analysis.Patterns;

/// <summary>A chart pattern that bars show.</summary>
/// <param name="Name">Name in snake case, one of <see cref="PatternDetectors.Names"/>.</param>
/// <param name="Type">Which way prices are expected to go.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Confidence">
/// 0 to 1: how well it fits the synthetic shapes, told as the share of detections of the same quality that were right there, given that
/// half of all series hold one. Real charts hold fewer, so it is no chance, and it says nothing of how prices go on. See docs/analysis.md.
/// </param>
/// <param name="Points">Its turns, oldest first.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="KeyLevels">
/// Prices by name, at the break or the last bar that the pattern reaches. <c>breakout</c>: where a close confirms it; <c>target</c>: its height
/// from there on; <c>invalidation</c>: where a close rules it out; <c>neckline</c> besides, of a reversal; <c>upper</c> and <c>lower</c>, of lines.
/// A channel that slopes has neither breakout nor target; one that may break either way has them once it broke.
/// </param>
/// <param name="Known">Index of the bar at whose close the state was certain.</param>
/// <param name="Description">One sentence.</param>
public sealed record ChartPattern(
    string Name, Direction Type, PatternState State, double Confidence, ImmutableArray<PatternPoint> Points, ImmutableArray<PatternLine> Lines,
    ImmutableSortedDictionary<string, double> KeyLevels, int Known, string Description)
{
    /// <summary>How well it fits its definition, 0 to 1, from which the confidence follows.</summary>
    internal double Quality { get; init; }

    /// <summary>Index of its first point's bar.</summary>
    public int Start => Points[0].Index;

    /// <summary>Index of its last point's bar.</summary>
    public int End => Points[^1].Index;
}
