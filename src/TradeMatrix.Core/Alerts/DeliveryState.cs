namespace TradeMatrix.Core.Alerts;

/// <summary>How far a delivery has come.</summary>
public static class DeliveryState
{
    public const string Pending = "pending";
    public const string Sending = "sending";
    public const string Sent = "sent";
    public const string Failed = "failed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Pending, Sending, Sent, Failed];
}
