namespace TradeMatrix.Analysis.Setups;

/// <summary>What a proposed trade is judged by. NaN stands for what is not known, and gives no credit.</summary>
public sealed record ValidationInputs
{
    /// <summary>Which way.</summary>
    public required Side Side { get; init; }

    /// <summary>Price of the entry.</summary>
    public required double Entry { get; init; }

    /// <summary>Last price.</summary>
    public required double Price { get; init; }

    /// <summary>Distance of the target by that of the stop.</summary>
    public required double RewardRisk { get; init; }

    /// <summary>Exponential average of 20 closes.</summary>
    public double Ema20 { get; init; } = double.NaN;

    /// <summary>Of 50 closes.</summary>
    public double Ema50 { get; init; } = double.NaN;

    /// <summary>Of 200 closes.</summary>
    public double Ema200 { get; init; } = double.NaN;

    /// <summary>Relative strength index, 0 to 100.</summary>
    public double Rsi { get; init; } = double.NaN;

    /// <summary>MACD histogram.</summary>
    public double Histogram { get; init; } = double.NaN;

    /// <summary>The trend.</summary>
    public Direction Trend { get; init; }

    /// <summary>What volatility adds, 0 to 0.2: see <see cref="FiveMetrics.OfPercentile"/>.</summary>
    public double Volatility { get; init; }

    /// <summary>Levels near which an entry is good: the pivot, its first resistance and support.</summary>
    public IReadOnlyList<double> Levels { get; init; } = [];

    /// <summary>Whether the strategy is among those whose thresholds are written down.</summary>
    public bool HasTerms { get; init; }
}
