namespace TradeMatrix.Charting.Bars;

/// <summary>A bar of a complete series.</summary>
/// <param name="Open">Its open time, Unix milliseconds UTC.</param>
/// <param name="First">The first open time, or from a day up the first trading day, of a bar that overlaps it.</param>
/// <param name="End">The end of such open times or trading days, not included.</param>
internal readonly record struct ExpectedBar(long Open, long First, long End);
