namespace TradeMatrix.Web.Alerts;

/// <summary>A page of deliveries, the newest first.</summary>
/// <param name="Deliveries">The page.</param>
/// <param name="NextCursor">Where the next page begins; null at the end.</param>
public sealed record DeliveryList(IReadOnlyList<DeliveryItem> Deliveries, string? NextCursor);
