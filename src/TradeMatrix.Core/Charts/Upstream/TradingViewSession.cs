namespace TradeMatrix.Core.Charts.Upstream;

/// <summary>A user's session at TradingView, which chart-img.com uses for private layouts and scripts.</summary>
/// <param name="Id">Cookie <c>sessionid</c>.</param>
/// <param name="Sign">Cookie <c>sessionid_sign</c>.</param>
public sealed record TradingViewSession(string Id, string Sign)
{
    /// <summary>Keeps the cookies out of logs.</summary>
    public override string ToString() => "TradingViewSession";
}
