namespace TradeMatrix.Core.Journal;

/// <summary>How a symbol went over a day or several.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Last">The last day that counts.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
/// <param name="Change">From the close before to the last one, percent; null without one before.</param>
internal sealed record MarketDay(string Symbol, DateOnly Last, double High, double Low, double Close, double? Change);
