namespace TradeMatrix.Core.Alerts.Channels;

/// <summary>What is sent to one address: words, a picture, or both.</summary>
/// <param name="Id">The same each time it is sent again.</param>
/// <param name="Alert">What it is about.</param>
/// <param name="Address">Where to.</param>
/// <param name="Secret">Of the address; null when there is none.</param>
public sealed record AlertMessage(Guid Id, Alert Alert, string Address, string? Secret)
{
    /// <summary>Whether the address is the operator's, from the settings, and may be in a private network.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>Whether it has the words; else it follows a message that had them.</summary>
    public bool HasWords { get; init; } = true;

    /// <summary>The picture; null when there is none, or none yet.</summary>
    public AlertPicture? Picture { get; init; }

    /// <summary>How the receiver named the message with the words.</summary>
    public string? WordsReceipt { get; init; }

    /// <summary>What kind of message it is: <c>alert</c>, <c>alert.words</c> or <c>alert.picture</c>.</summary>
    public string Event => HasWords ? Picture is null ? "alert.words" : "alert" : "alert.picture";
}
