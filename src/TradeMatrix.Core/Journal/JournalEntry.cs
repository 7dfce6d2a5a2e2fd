using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Journal;

/// <summary>What a user or JournalBot wrote down: of a trade, a decision, an analysis, or at large.</summary>
public sealed class JournalEntry : IOwned
{
    public Guid Id { get; set; }
    public Guid? UserId { get; set; }
    public string? Symbol { get; set; }
    public Guid? SymbolId { get; set; }

    /// <summary>The trade it is about; there is one entry of type <see cref="EntryType.Trade"/> for each.</summary>
    public Guid? TradeId { get; set; }

    /// <summary>One of <see cref="Journal.EntryType.All"/>.</summary>
    public string EntryType { get; set; } = Journal.EntryType.Note;

    public string? Decision { get; set; }

    /// <summary>What the entry states.</summary>
    public string Content { get; set; } = "";

    public decimal? EntryPrice { get; set; }
    public decimal? ExitPrice { get; set; }
    public decimal? Pnl { get; set; }

    /// <summary>Snapshot of the trade at its own timeframe.</summary>
    public Guid? ChartSnapshotId { get; set; }

    /// <summary>Snapshot of its days.</summary>
    public Guid? ContextSnapshotId { get; set; }

    /// <summary>Why there is no chart yet; a later run attaches it. Null when nothing is missing.</summary>
    public string? ChartMissing { get; set; }

    /// <summary>The user's own words.</summary>
    public string? Notes { get; set; }

    /// <summary>The figures behind the content, a JSON object.</summary>
    public string Context { get; set; } = "{}";

    /// <summary>What else is known, a JSON object.</summary>
    public string Metadata { get; set; } = "{}";

    /// <summary>Counts changes: a change based on an older version is refused.</summary>
    public int Version { get; set; } = 1;

    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
}
