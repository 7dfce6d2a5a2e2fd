namespace TradeMatrix.Core.Symbols;

/// <summary>Who writes a symbol in which form.</summary>
public static class SymbolNamespace
{
    public const string Canonical = "canonical";
    public const string Yahoo = "yahoo";
    public const string TradingView = "tradingview";
    public const string Stooq = "stooq";
    public const string TwelveData = "twelvedata";
    public const string Eodhd = "eodhd";
    public const string BrokerCsv = "broker-csv";

    /// <summary>All of them, in the order in which a name is looked up.</summary>
    public static IReadOnlyList<string> All { get; } = [Canonical, TradingView, Yahoo, Stooq, TwelveData, Eodhd, BrokerCsv];
}
