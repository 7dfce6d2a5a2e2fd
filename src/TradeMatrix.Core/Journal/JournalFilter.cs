namespace TradeMatrix.Core.Journal;

/// <summary>Which journal entries to list; what is null does not matter.</summary>
public sealed record JournalFilter
{
    /// <summary>One of <see cref="Journal.EntryType.All"/>.</summary>
    public string? EntryType { get; init; }

    /// <summary>Symbol as the entry has it, in any case.</summary>
    public string? Symbol { get; init; }

    /// <summary>The trade it is about.</summary>
    public Guid? TradeId { get; init; }

    /// <summary>Written at or after, UTC.</summary>
    public DateTime? From { get; init; }

    /// <summary>Written before, UTC.</summary>
    public DateTime? To { get; init; }

    /// <summary>At most so many, 1 to 200.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Begins after this one.</summary>
    public PageCursor? After { get; init; }
}
