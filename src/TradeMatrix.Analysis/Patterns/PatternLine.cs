namespace TradeMatrix.Analysis.Patterns;

/// <summary>A straight line of a pattern.</summary>
/// <param name="Name">What it is: <c>neckline</c>, <c>upper</c>, <c>lower</c> or <c>pole</c>.</param>
/// <param name="Start">Its first point.</param>
/// <param name="End">Its last point: at the break, or at the newest bar that the pattern reaches.</param>
public sealed record PatternLine(string Name, PatternPoint Start, PatternPoint End);
