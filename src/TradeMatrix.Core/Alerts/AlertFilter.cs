
namespace TradeMatrix.Core.Alerts;

/// <summary>Which alerts to list; what is null does not matter.</summary>
public sealed record AlertFilter
{
    public string? Kind { get; init; }
    public string? Severity { get; init; }
    public string? Symbol { get; init; }
    public bool? Acknowledged { get; init; }

    /// <summary>Raised at or after, UTC.</summary>
    public DateTime? From { get; init; }

    /// <summary>Raised before, UTC.</summary>
    public DateTime? To { get; init; }

    /// <summary>At most so many, 1 to 200.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Begins after this one.</summary>
    public PageCursor? After { get; init; }
}
