namespace TradeMatrix.Charting.Bars;

/// <summary>A run of bars that a series lacks; nights, weekends and holidays neither count nor divide a run.</summary>
/// <param name="From">Open of the first missing bar, Unix milliseconds UTC.</param>
/// <param name="To">Open of the last missing bar.</param>
/// <param name="Count">How many are missing.</param>
public readonly record struct BarGap(long From, long To, int Count);
