using TradeMatrix.Core.Alerts;

namespace TradeMatrix.Web.Alerts;

/// <summary>A part of an alert on its way to one route.</summary>
public sealed record DeliveryItem(
    Guid Id, Guid AlertId, Guid? RouteId, string Channel, string Part, string State, int Attempts, DateTime NextAttemptAt, string? LastError, DateTime CreatedAt, DateTime? SentAt)
{
    internal static DeliveryItem Of(AlertDelivery delivery) => new(
        delivery.Id, delivery.AlertId, delivery.RouteId, delivery.Channel, delivery.Part, delivery.State, delivery.Attempts, delivery.NextAttemptAt, delivery.LastError, delivery.CreatedAt, delivery.SentAt);
}
