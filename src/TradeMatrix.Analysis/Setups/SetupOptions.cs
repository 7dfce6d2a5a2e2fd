namespace TradeMatrix.Analysis.Setups;

/// <summary>What setups are looked for with.</summary>
public sealed record SetupOptions
{
    /// <summary>Classic pivots, and tolerances by the average true range.</summary>
    public static SetupOptions Default { get; } = new();

    /// <summary>The pivot of the setups of the morning.</summary>
    public PivotMode Pivot { get; init; }

    /// <summary>
    /// Size of a point in price units, in which the strategies' tolerances are told: 1 for an index such as the DAX, 0.0001 for most
    /// currencies. Null for a twentieth of the average true range, which suits every symbol.
    /// </summary>
    public double? Point { get; init; }

    /// <summary>Whether MR setups are dropped whose five metrics fall short of what their strategy requires; else they carry a flag.</summary>
    public bool RequiresMetrics { get; init; } = true;
}
