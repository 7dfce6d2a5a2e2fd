namespace TradeMatrix.Charting.Bars;

/// <summary>Whose layout a file of bars follows.</summary>
public enum SourceFormat
{
    /// <summary>Columns known by their names or order only.</summary>
    Generic,

    /// <summary>Chart data export: <c>time,open,high,low,close</c> and a column a plot.</summary>
    TradingView,

    /// <summary>History download: <c>Date,Open,High,Low,Close,Adj Close,Volume</c>.</summary>
    Yahoo,

    /// <summary>History download: <c>Date,Open,High,Low,Close,Volume</c>, or with a ticker column.</summary>
    Stooq,

    /// <summary>MetaTrader 4 or 5: date and time in two columns.</summary>
    MetaTrader,

    /// <summary>Klines: twelve columns from open time to an unused one.</summary>
    Binance,
}
