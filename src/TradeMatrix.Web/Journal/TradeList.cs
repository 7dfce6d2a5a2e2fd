namespace TradeMatrix.Web.Journal;

/// <summary>A page of trades, newest entry first.</summary>
/// <param name="Trades">The page.</param>
/// <param name="NextCursor">The cursor of the next page; null at the end.</param>
public sealed record TradeList(IReadOnlyList<TradeItem> Trades, string? NextCursor);
