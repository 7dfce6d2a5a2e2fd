namespace TradeMatrix.Testing.Alerts;

/// <summary>A message that a receiver accepted.</summary>
/// <param name="Channel">Of whom: slack, discord, telegram, webhook or email.</param>
/// <param name="Content">As it came: JSON, or a mail.</param>
/// <param name="Id">By which the receiver knows it: an idempotency key, a message id.</param>
public sealed record ReceivedMessage(string Channel, string Content, string Id)
{
    /// <summary>The picture; null when there is none.</summary>
    public byte[]? Picture { get; init; }

    /// <summary>The message that it answers; null for none.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Headers of the request, by name.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
