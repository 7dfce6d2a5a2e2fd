namespace TradeMatrix.Analysis.Patterns;

/// <summary>A point of a pattern.</summary>
/// <param name="Index">Index of its bar.</param>
/// <param name="Time">Open time of its bar, Unix milliseconds UTC.</param>
/// <param name="Price">Its price.</param>
public sealed record PatternPoint(int Index, long Time, double Price);
