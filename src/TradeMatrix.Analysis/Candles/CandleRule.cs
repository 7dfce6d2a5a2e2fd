namespace TradeMatrix.Analysis.Candles;

/// <summary>Whether candles are a pattern.</summary>
/// <param name="candles">As many as the pattern needs, oldest first.</param>
/// <param name="before">The bars before them.</param>
public delegate bool CandleRule(ReadOnlySpan<Candle> candles, CandleContext before);
