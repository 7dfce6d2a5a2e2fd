namespace TradeMatrix.Charting.Bars;

/// <summary>One bar of a series.</summary>
/// <param name="Time">Open time, Unix milliseconds, UTC.</param>
/// <param name="Open">First price; NaN in a gap.</param>
/// <param name="High">Highest price; NaN in a gap.</param>
/// <param name="Low">Lowest price; NaN in a gap.</param>
/// <param name="Close">Last price; NaN in a gap.</param>
/// <param name="Volume">Units traded; NaN when unknown.</param>
public readonly record struct Bar(long Time, double Open, double High, double Low, double Close, double Volume = double.NaN);
