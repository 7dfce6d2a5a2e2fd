namespace TradeMatrix.Core.Snapshots;

/// <summary>Which snapshots to list; what is null does not matter.</summary>
public sealed record SnapshotFilter
{
    /// <summary>Symbols, any of them.</summary>
    public IReadOnlyList<Guid>? SymbolIds { get; init; }

    /// <summary>Canonical spelling of the timeframe.</summary>
    public string? Timeframe { get; init; }

    public string? Agent { get; init; }

    /// <summary>Made at or after, UTC.</summary>
    public DateTime? From { get; init; }

    /// <summary>Made before, UTC.</summary>
    public DateTime? To { get; init; }

    /// <summary>At most so many, 1 to 200.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>How many to pass over; for deep pages a cursor is much faster.</summary>
    public int Offset { get; init; }

    /// <summary>Begins after this one.</summary>
    public PageCursor? After { get; init; }
}
