using TradeMatrix.Core.Alerts;

namespace TradeMatrix.Web.Alerts;

/// <summary>Of which levels of a symbol a user wants to hear when the price touches them.</summary>
public sealed record SubscriptionItem(string Symbol, bool YesterdayHighEnabled, bool YesterdayLowEnabled, bool PivotPointEnabled, DateTime CreatedAt)
{
    internal static SubscriptionItem Of(AlertSubscription subscription) => new(
        subscription.Symbol.Symbol, subscription.YesterdayHighEnabled, subscription.YesterdayLowEnabled, subscription.PivotPointEnabled, subscription.CreatedAt);
}
