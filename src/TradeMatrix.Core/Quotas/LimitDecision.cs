namespace TradeMatrix.Core.Quotas;

/// <summary>Answer to one request to our API; null is without a limit.</summary>
public sealed record LimitDecision
{
    /// <summary>Whether the request may be served.</summary>
    public bool Allowed => Refusal is null;

    /// <summary><see cref="QuotaRefusal.Day"/> or <see cref="QuotaRefusal.Second"/>; null when it may be served.</summary>
    public QuotaRefusal? Refusal { get; init; }

    /// <summary>The limits it was checked against.</summary>
    public required PlanLimits Limits { get; init; }

    /// <summary>Requests of the day that are left.</summary>
    public int? DayRemaining { get; init; }

    /// <summary>Requests that would be served at this moment.</summary>
    public int? SecondRemaining { get; init; }

    /// <summary>Next midnight, UTC.</summary>
    public required DateTime ResetAt { get; init; }

    /// <summary>When to ask again; zero when it may be served.</summary>
    public TimeSpan RetryAfter { get; init; }
}
