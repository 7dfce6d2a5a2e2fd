namespace TradeMatrix.Core.Quotas;

/// <summary>Answer to one reservation.</summary>
public sealed record QuotaDecision
{
    /// <summary>Whether the call may be sent.</summary>
    public bool Allowed => Refusal is null;

    /// <summary>Why it may not; null when it may.</summary>
    public QuotaRefusal? Refusal { get; init; }

    /// <summary>Calls of the day so far, this one among them when it may be sent.</summary>
    public required int Used { get; init; }

    /// <summary>Calls of the day that are left, the reserve among them.</summary>
    public int Remaining => Math.Max(0, Limit - Used);

    /// <summary>Calls a day.</summary>
    public required int Limit { get; init; }

    /// <summary>Next midnight, UTC.</summary>
    public required DateTime ResetAt { get; init; }

    /// <summary>When to ask again; zero when the call may be sent.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>How much of the day is used.</summary>
    public required QuotaLevel Level { get; init; }
}
