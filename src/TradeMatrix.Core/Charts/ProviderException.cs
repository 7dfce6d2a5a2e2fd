namespace TradeMatrix.Core.Charts;

/// <summary>A provider drew nothing: it refused, failed, or its quota is used up.</summary>
/// <param name="code">One of <see cref="ErrorCode"/>.</param>
/// <param name="message">Why, in one sentence.</param>
/// <param name="inner">The cause.</param>
public sealed class ProviderException(string code, string message, Exception inner) : Exception(message, inner)
{
    /// <summary>One of <see cref="ErrorCode"/>.</summary>
    public string Code => code;

    /// <summary>When trying again makes sense; null when that is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
