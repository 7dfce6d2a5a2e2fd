namespace TradeMatrix.Core.Quotas;

/// <summary>The counters cannot be reached, so that no call may be sent.</summary>
/// <param name="store">Where they are: <c>Redis</c> or <c>database</c>.</param>
/// <param name="cause">What happened; null when the store answered and yet lost its counter again and again.</param>
public sealed class QuotaUnavailableException(string store, Exception? cause)
    : Exception($"quota: the counters in the {store} cannot be reached, so that no call may be sent", cause)
{
    /// <summary>Where the counters are: <c>Redis</c> or <c>database</c>.</summary>
    public string Store => store;
}
