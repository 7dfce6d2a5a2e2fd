using TradeMatrix.Analysis.Risk;

namespace TradeMatrix.Analysis.Setups;

/// <summary>Decides on validated trades.</summary>
public static class TradeDecisions
{
    /// <summary>The first that applies: not approved, an event near, the day over, as many open as allowed; else it goes out.</summary>
    /// <param name="validation">How it was judged.</param>
    /// <param name="isEventNear">Whether an event that moves markets comes within two hours.</param>
    /// <param name="portfolio">The user's open trades and closed ones of today.</param>
    public static TradeDecision Of(TradeValidation validation, bool isEventNear, Portfolio portfolio)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(portfolio);
        if (!validation.IsApproved) return TradeDecision.Reject;
        if (isEventNear) return TradeDecision.Wait;
        if (portfolio.Findings().Any(f => f.IsError)) return TradeDecision.Halt;
        return portfolio.Open.Count >= portfolio.Limits.OpenTrades ? TradeDecision.Reduce : TradeDecision.Execute;
    }
}
