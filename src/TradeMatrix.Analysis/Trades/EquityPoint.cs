namespace TradeMatrix.Analysis.Trades;

/// <summary>The account after a trade closed.</summary>
/// <param name="At">When the trade closed.</param>
/// <param name="Equity">Starting balance and all profits and losses so far, money.</param>
/// <param name="Drawdown">How far that lies below its highest value so far, money, 0 or more.</param>
public readonly record struct EquityPoint(DateTimeOffset At, double Equity, double Drawdown);
