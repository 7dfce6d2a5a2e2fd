namespace TradeMatrix.Core.Journal;

/// <summary>Which trades to list; what is null does not matter.</summary>
public sealed record TradeFilter
{
    /// <summary>Symbol as the trade has it, in any case.</summary>
    public string? Symbol { get; init; }

    /// <summary>One of <see cref="TradeStatus.All"/>.</summary>
    public string? Status { get; init; }

    /// <summary><c>long</c> or <c>short</c>.</summary>
    public string? Side { get; init; }

    public string? Strategy { get; init; }
    public string? Setup { get; init; }
    public string? Tag { get; init; }
    public string? Source { get; init; }

    /// <summary>Entered at or after, UTC.</summary>
    public DateTime? From { get; init; }

    /// <summary>Entered before, UTC.</summary>
    public DateTime? To { get; init; }

    /// <summary>At most so many, 1 to 200.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Begins after this one.</summary>
    public PageCursor? After { get; init; }
}
