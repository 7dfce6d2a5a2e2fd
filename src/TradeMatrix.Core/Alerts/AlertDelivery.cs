using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Alerts;

/// <summary>A part of an alert on its way to one route.</summary>
public sealed class AlertDelivery : IOwned
{
    /// <summary>Also the message's identity for receivers that know one.</summary>
    public Guid Id { get; set; }

    public Guid AlertId { get; set; }
    public Alert Alert { get; set; } = null!;

    /// <summary>Null for the installation's own route of the channel.</summary>
    public Guid? RouteId { get; set; }

    /// <summary>Owner of the route; null for the installation's own.</summary>
    public Guid? UserId { get; set; }

    public string Channel { get; set; } = "";

    /// <summary><see cref="DeliveryPart.Words"/> or <see cref="DeliveryPart.Picture"/>.</summary>
    public string Part { get; set; } = DeliveryPart.Words;

    /// <summary>One of <see cref="DeliveryState.All"/>.</summary>
    public string State { get; set; } = DeliveryState.Pending;

    /// <summary>How often it was taken up; tells who took it last.</summary>
    public int Attempts { get; set; }

    /// <summary>Attempts that were begun since it was made or retried by hand, so that one whose process dies each time ends too.</summary>
    public int Tries { get; set; }

    public DateTime NextAttemptAt { get; set; }

    /// <summary>While it is being sent: when another may take it up, as its sender must be gone.</summary>
    public DateTime? LeaseUntil { get; set; }

    /// <summary>Why the last attempt failed, without secrets.</summary>
    public string? LastError { get; set; }

    /// <summary>How the receiver names the message, where it says so.</summary>
    public string? Receipt { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime? SentAt { get; set; }
}
