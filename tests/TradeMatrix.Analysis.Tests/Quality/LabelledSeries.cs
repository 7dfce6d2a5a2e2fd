using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Quality;

/// <summary>Made-up bars, and the pattern that was put into them; null for none.</summary>
/// <param name="Start">Index of the pattern's first turn.</param>
/// <param name="End">Index of its last turn.</param>
internal sealed record LabelledSeries(BarSeries Bars, string? Pattern, int Start, int End);
