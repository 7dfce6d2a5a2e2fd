namespace TradeMatrix.Analysis.Candles;

/// <summary>What the bars before a pattern were like; the pattern's own bars do not count.</summary>
/// <param name="Range">Mean range of the ten bars before, price units.</param>
/// <param name="Body">Mean body of the ten bars before, price units.</param>
/// <param name="Trend">Bullish or bearish when the five bars before moved by more than one mean range from close to close.</param>
public readonly record struct CandleContext(double Range, double Body, Direction Trend);
