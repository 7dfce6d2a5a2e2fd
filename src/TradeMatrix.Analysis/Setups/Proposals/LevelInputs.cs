namespace TradeMatrix.Analysis.Setups;

/// <summary>What <see cref="LevelProposal"/> is made from: the state of a market by its daily bars.</summary>
public sealed record LevelInputs
{
    /// <summary>Last price; of now, not estimated.</summary>
    public required double Price { get; init; }

    /// <summary>Exponential average of 20 days.</summary>
    public required double Ema20 { get; init; }

    /// <summary>Of 50 days.</summary>
    public required double Ema50 { get; init; }

    /// <summary>Of 200 days.</summary>
    public required double Ema200 { get; init; }

    /// <summary>Relative strength index, 0 to 100.</summary>
    public required double Rsi { get; init; }

    /// <summary>Average true range, price units.</summary>
    public required double Atr { get; init; }

    /// <summary>The trend found otherwise, which may agree.</summary>
    public Direction Trend { get; init; }

    /// <summary>Supports; without any, 2 % below the price.</summary>
    public IReadOnlyList<double> Supports { get; init; } = [];

    /// <summary>Resistances; without any, 2 % above it.</summary>
    public IReadOnlyList<double> Resistances { get; init; } = [];

    /// <summary>Target in multiples of the risk.</summary>
    public double TargetR { get; init; } = LevelProposal.LeastRewardRisk;
}
