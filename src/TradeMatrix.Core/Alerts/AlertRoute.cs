using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Alerts;

/// <summary>Where a user wants which alerts.</summary>
public sealed class AlertRoute : IOwned
{
    public Guid Id { get; set; }
    public Guid? UserId { get; set; }
    public string Name { get; set; } = "";

    /// <summary>One of <see cref="Channels.ChannelName.All"/>.</summary>
    public string Channel { get; set; } = "";

    /// <summary>Mail address, chat or webhook. It may hold a secret and is never shown.</summary>
    public string Address { get; set; } = "";

    /// <summary>Signs a webhook's events, or is a Telegram bot's token. Never shown.</summary>
    public string? Secret { get; set; }

    /// <summary>The address as it may be shown.</summary>
    public string Hint { get; set; } = "";

    /// <summary>Kinds of alerts, separated by commas; empty for all.</summary>
    public string Kinds { get; set; } = "";

    /// <summary>Severities, separated by commas; empty for all.</summary>
    public string Severities { get; set; } = "";

    /// <summary>Symbols, separated by commas; empty for all.</summary>
    public string Symbols { get; set; } = "";

    /// <summary>Wall-clock time at which quiet hours begin, <c>HH:mm</c>; null for none.</summary>
    public string? QuietFrom { get; set; }

    /// <summary>Wall-clock time at which quiet hours end, <c>HH:mm</c>.</summary>
    public string? QuietTo { get; set; }

    /// <summary>IANA zone of the quiet hours.</summary>
    public string Zone { get; set; } = "Europe/Berlin";

    public bool Enabled { get; set; } = true;

    /// <summary>Since when it is known that the address is its user's; null while nothing but a code may be sent there.</summary>
    public DateTime? ConfirmedAt { get; set; }

    /// <summary>Of the code that was sent. Never shown.</summary>
    public string? CodeHash { get; set; }

    /// <summary>Until when the code holds.</summary>
    public DateTime? CodeExpiresAt { get; set; }

    /// <summary>How often the code was tried.</summary>
    public int CodeTries { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>Whether it wants an alert. Alerts without a symbol concern every symbol.</summary>
    internal bool Wants(Alert alert) => Enabled && ConfirmedAt is not null && Has(Kinds, alert.Kind) && Has(Severities, alert.Severity) && (alert.Symbol is null || Has(Symbols, alert.Symbol));

    /// <summary>The first time, at or after another, at which an alert may go out.</summary>
    internal DateTime NotQuiet(DateTime time, string severity) =>
        severity == AlertSeverity.Critical || QuietFrom is null || QuietTo is null ? time : QuietHours.Parse(QuietFrom, QuietTo, Zone).EndFor(time);

    private static bool Has(string list, string word) => list.Length == 0 || list.Split(',').Contains(word, StringComparer.OrdinalIgnoreCase);
}
