namespace TradeMatrix.Web.Alerts;

/// <summary>The switches of a subscription; what is left out stays.</summary>
public sealed record SubscriptionBody(bool? YesterdayHighEnabled, bool? YesterdayLowEnabled, bool? PivotPointEnabled);
