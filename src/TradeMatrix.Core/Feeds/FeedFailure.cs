namespace TradeMatrix.Core.Feeds;

/// <summary>Why a feed has no answer.</summary>
public enum FeedFailure
{
    /// <summary>It does not know the symbol: another feed may.</summary>
    UnknownSymbol,

    /// <summary>Too many calls; later ones may succeed.</summary>
    RateLimited,

    /// <summary>It cannot be reached, is too slow or has an error of its own.</summary>
    Unavailable,

    /// <summary>It answered with something that is no list of bars.</summary>
    BadAnswer,

    /// <summary>Its key is missing or refused.</summary>
    NotConfigured,

    /// <summary>The account's plan does not have the symbol or the timeframe.</summary>
    NotInPlan,
}
