namespace TradeMatrix.Web.Alerts;

/// <summary>A page of alerts, the newest first.</summary>
/// <param name="Alerts">The page.</param>
/// <param name="NextCursor">Where the next page begins; null at the end.</param>
public sealed record AlertList(IReadOnlyList<AlertItem> Alerts, string? NextCursor);
