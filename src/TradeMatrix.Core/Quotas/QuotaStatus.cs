namespace TradeMatrix.Core.Quotas;

/// <summary>How the day and the second stand.</summary>
public sealed record QuotaStatus
{
    /// <summary>Calls a day.</summary>
    public required int DailyLimit { get; init; }

    /// <summary>Calls of the day so far.</summary>
    public required int DailyUsed { get; init; }

    /// <summary>Calls of the day that are left, the reserve among them.</summary>
    public int DailyRemaining => Math.Max(0, DailyLimit - DailyUsed);

    /// <summary>Calls in any second.</summary>
    public required int PerSecondLimit { get; init; }

    /// <summary>Calls that may be sent at this moment.</summary>
    public required int SecondRemaining { get; init; }

    /// <summary>Next midnight, UTC.</summary>
    public required DateTime ResetAt { get; init; }

    /// <summary>Part of the day's calls that is used, 0 to 100; 100 for a limit of none.</summary>
    public double Percentage => DailyLimit == 0 ? 100 : Math.Min(100, 100.0 * DailyUsed / DailyLimit);

    /// <summary>How much of the day is used.</summary>
    public required QuotaLevel Level { get; init; }
}
