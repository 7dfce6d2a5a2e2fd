namespace TradeMatrix.Core.Symbols;

/// <summary>A symbol at an exchange.</summary>
/// <param name="Exchange">The exchange, upper case.</param>
/// <param name="Ticker">What it is called there.</param>
/// <param name="Symbol">The symbol.</param>
public sealed record SymbolListing(string Exchange, string Ticker, MarketSymbol Symbol);
