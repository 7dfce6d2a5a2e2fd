namespace TradeMatrix.Core.Charts.Upstream;

/// <summary>Why chart-img.com drew nothing.</summary>
public enum UpstreamFailure
{
    /// <summary>It said no (4xx): the request is wrong, too large for the plan, or no key is valid.</summary>
    Refused,

    /// <summary>Every key has used up its calls of this second or day.</summary>
    RateLimited,

    /// <summary>It cannot be reached, says 5xx, or has failed so often lately that nothing was sent.</summary>
    Unavailable,

    /// <summary>It did not answer in time.</summary>
    TimedOut,

    /// <summary>It sent something other than the picture asked for.</summary>
    BadAnswer,
}
