namespace TradeMatrix.Analysis.Trades;

/// <summary>Trades that have something in common.</summary>
/// <param name="Name">What they have in common: a weekday or a setup; empty for trades without setup.</param>
/// <param name="Trades">Number of trades.</param>
/// <param name="Wins">Those with a profit.</param>
/// <param name="Losses">Those with a loss.</param>
/// <param name="WinRate">Wins of wins and losses, 0 to 1; null when there are neither.</param>
/// <param name="ProfitLoss">Sum, money.</param>
/// <param name="AverageR">Mean R of those that have one; null when none has.</param>
public sealed record TradeGroup(string Name, int Trades, int Wins, int Losses, double? WinRate, double ProfitLoss, double? AverageR);
