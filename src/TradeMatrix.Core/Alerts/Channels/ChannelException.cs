namespace TradeMatrix.Core.Alerts.Channels;

/// <summary>A message was not accepted.</summary>
/// <param name="message">Why, without secrets.</param>
/// <param name="isPermanent">Whether trying again is of no use.</param>
/// <param name="retryAfter">How long the receiver asks to wait; null when it does not say.</param>
public sealed class ChannelException(string message, bool isPermanent = false, TimeSpan? retryAfter = null) : Exception(message)
{
    /// <summary>Whether trying again is of no use.</summary>
    public bool IsPermanent => isPermanent;

    /// <summary>How long the receiver asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
