using TradeMatrix.Analysis.Candles;

namespace TradeMatrix.Analysis.Setups;

/// <summary>What the five metrics are computed from. NaN stands for what is not known.</summary>
public sealed record MetricInputs
{
    /// <summary>Price.</summary>
    public required double Price { get; init; }

    /// <summary>Exponential average of 20 closes.</summary>
    public double Ema20 { get; init; } = double.NaN;

    /// <summary>Of 50 closes.</summary>
    public double Ema50 { get; init; } = double.NaN;

    /// <summary>Of 200 closes.</summary>
    public double Ema200 { get; init; } = double.NaN;

    /// <summary>Classic pivot.</summary>
    public double Pivot { get; init; } = double.NaN;

    /// <summary>First resistance.</summary>
    public double R1 { get; init; } = double.NaN;

    /// <summary>First support.</summary>
    public double S1 { get; init; } = double.NaN;

    /// <summary>A level that the strategy itself trades at; it counts like the pivot.</summary>
    public double OwnLevel { get; init; } = double.NaN;

    /// <summary>Volume by the mean of 20 bars.</summary>
    public double VolumeRatio { get; init; } = double.NaN;

    /// <summary>The last candle; null when there is none.</summary>
    public Candle? Candle { get; init; }

    /// <summary>The trend; null when nothing is known of the market around.</summary>
    public Direction? Trend { get; init; }

    /// <summary>What volatility adds to the context, 0 to 0.2: see <see cref="FiveMetrics.OfPercentile"/>.</summary>
    public double Volatility { get; init; }
}
