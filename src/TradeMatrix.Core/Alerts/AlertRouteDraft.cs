namespace TradeMatrix.Core.Alerts;

/// <summary>What a route shall be; what is null stays, or is the default. An empty text takes a value away.</summary>
public sealed record AlertRouteDraft
{
    public string? Name { get; init; }

    /// <summary>One of <see cref="Channels.ChannelName.All"/>; needed for a new route, and never changed.</summary>
    public string? Channel { get; init; }

    /// <summary>Mail address, chat or webhook; needed for a new route.</summary>
    public string? Address { get; init; }

    /// <summary>Secret of a webhook's signature, made up when it is left out, or a Telegram bot's token.</summary>
    public string? Secret { get; init; }

    public IReadOnlyList<string>? Kinds { get; init; }
    public IReadOnlyList<string>? Severities { get; init; }
    public IReadOnlyList<string>? Symbols { get; init; }

    /// <summary><c>HH:mm</c>.</summary>
    public string? QuietFrom { get; init; }

    /// <summary><c>HH:mm</c>.</summary>
    public string? QuietTo { get; init; }

    public string? Zone { get; init; }
    public bool? Enabled { get; init; }
}
