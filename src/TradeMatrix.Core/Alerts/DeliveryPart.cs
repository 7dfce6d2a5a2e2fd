namespace TradeMatrix.Core.Alerts;

/// <summary>Parts of an alert. The picture goes with the words when it is ready in time, else after them.</summary>
public static class DeliveryPart
{
    public const string Words = "words";
    public const string Picture = "picture";
}
