using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Alerts;

/// <summary>Something that its owner, or an administrator, wants to hear of at once.</summary>
public sealed class Alert : IOwned
{
    public Guid Id { get; set; }

    /// <summary>The owner; null for what concerns the whole service, which administrators see.</summary>
    public Guid? UserId { get; set; }

    public Guid? SymbolId { get; set; }

    /// <summary>The symbol's name when it was raised.</summary>
    public string? Symbol { get; set; }

    /// <summary>One of <see cref="AlertKind.All"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>One of <see cref="AlertSeverity.All"/>.</summary>
    public string Severity { get; set; } = AlertSeverity.Info;

    /// <summary>One line.</summary>
    public string Title { get; set; } = "";

    /// <summary>What there is to say, lines of plain text.</summary>
    public string Text { get; set; } = "";

    /// <summary>Numbers, prices and times, a JSON object.</summary>
    public string Context { get; set; } = "{}";

    /// <summary>The level that was met, such as <c>yesterday_high</c>.</summary>
    public string? LevelType { get; set; }

    /// <summary>Price of the level.</summary>
    public decimal? TargetPrice { get; set; }

    /// <summary><c>above</c>, <c>below</c> or <c>touch</c>.</summary>
    public string? Direction { get; set; }

    /// <summary><c>active</c>, <c>triggered</c>, <c>cancelled</c> or <c>expired</c>.</summary>
    public string Status { get; set; } = "triggered";

    /// <summary>The chart to send along, as <see cref="AlertChart"/> writes it; null for none.</summary>
    public string? Chart { get; set; }

    /// <summary>The chart as it was drawn; null until then.</summary>
    public Guid? SnapshotId { get; set; }

    public DateTime TriggeredAt { get; set; }

    /// <summary>Until when it matters.</summary>
    public DateTime ExpiresAt { get; set; }

    public DateTime? AcknowledgedAt { get; set; }
    public DateTime CreatedAt { get; set; }
}
