using System.Net;

namespace TradeMatrix.Core.Charts.Upstream;

/// <summary>A picture that chart-img.com did not draw. The message is the service's own where it gave one, and never holds a key.</summary>
/// <param name="kind">Why.</param>
/// <param name="message">What it said.</param>
/// <param name="status">The answer's status; null when there was no answer.</param>
/// <param name="retryAt">When the next call may succeed, if that is known.</param>
/// <param name="inner">The cause, such as a network error.</param>
public sealed class UpstreamException(UpstreamFailure kind, string message, HttpStatusCode? status = null, DateTimeOffset? retryAt = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public UpstreamFailure Kind { get; } = kind;

    /// <summary>The answer's status; null when there was no answer.</summary>
    public HttpStatusCode? Status { get; } = status;

    /// <summary>When the next call may succeed, UTC; null when that is not known.</summary>
    public DateTimeOffset? RetryAt { get; } = retryAt;
}
