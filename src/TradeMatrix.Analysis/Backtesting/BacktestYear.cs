namespace TradeMatrix.Analysis.Backtesting;

/// <summary>The trades that were entered in a year, UTC.</summary>
/// <param name="Year">The year.</param>
/// <param name="Trades">Number of closed trades.</param>
/// <param name="Hits">Those that won.</param>
/// <param name="Losses">Those that lost.</param>
/// <param name="SumR">What all earned together, in R, costs taken off.</param>
public sealed record BacktestYear(int Year, int Trades, int Hits, int Losses, double SumR);
