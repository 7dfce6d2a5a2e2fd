namespace TradeMatrix.Web.Agents;

/// <summary>A page of setups, newest first.</summary>
/// <param name="Setups">The page.</param>
/// <param name="NextCursor">The cursor of the next page; null at the end.</param>
internal sealed record SetupList(IReadOnlyList<SetupItem> Setups, string? NextCursor);
