namespace TradeMatrix.Analysis.Candles;

/// <summary>A candlestick pattern.</summary>
/// <param name="Name">Name in snake case, such as <c>bullish_engulfing</c>.</param>
/// <param name="Direction">Which way prices are expected to go after it.</param>
/// <param name="Bars">Candles that it needs, 1 to 3.</param>
/// <param name="Rule">What makes it one.</param>
public sealed record CandlePattern(string Name, Direction Direction, int Bars, CandleRule Rule);
