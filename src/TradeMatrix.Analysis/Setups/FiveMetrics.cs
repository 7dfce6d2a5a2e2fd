using TradeMatrix.Analysis.Candles;

namespace TradeMatrix.Analysis.Setups;

/// <summary>Five views of a setup, each 0 to 1.</summary>
/// <param name="Ema">How well price and averages are ordered, either way.</param>
/// <param name="Pivot">How near the price lies to a level.</param>
/// <param name="Volume">Volume against its mean; NaN where the market tells none.</param>
/// <param name="Candle">Shape of the last candle.</param>
/// <param name="Context">Trend and volatility.</param>
public sealed record FiveMetrics(double Ema, double Pivot, double Volume, double Candle, double Context)
{
    /// <summary>Below it a metric counts as weak.</summary>
    public const double Weak = 0.6;

    private const double PivotFactor = 1.5;

    /// <summary>The weights, which add up to 1.</summary>
    public static FiveMetrics Weights { get; } = new(0.25, 0.20, 0.20, 0.20, 0.15);

    /// <summary>The weighted mean. A volume that is not known is left out, and the other weights share its part.</summary>
    public double Total
    {
        get
        {
            var sum = (Weights.Ema * Ema) + (Weights.Pivot * Pivot) + (Weights.Candle * Candle) + (Weights.Context * Context);
            return double.IsNaN(Volume) ? sum / (1 - Weights.Volume) : sum + (Weights.Volume * Volume);
        }
    }

    /// <summary>The metrics of a setup.</summary>
    public static FiveMetrics Of(MetricInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return new FiveMetrics(EmaOf(inputs), PivotOf(inputs), VolumeOf(inputs.VolumeRatio), CandleOf(inputs.Candle), ContextOf(inputs));
    }

    /// <summary>Names of the metrics that are lower than required; one that is not known is not required.</summary>
    public IReadOnlyList<string> Below(FiveMetrics required)
    {
        ArgumentNullException.ThrowIfNull(required);
        var below = new List<string>();
        if (Ema < required.Ema) below.Add("ema");
        if (Pivot < required.Pivot) below.Add("pivot");
        if (Volume < required.Volume) below.Add("volume");
        if (Candle < required.Candle) below.Add("candle");
        if (Context < required.Context) below.Add("context");
        return below;
    }

    /// <summary>What volatility adds by where the average true range stands among its last 100 values: the middle is good, the ends are not.</summary>
    /// <param name="percentile">0 to 100; NaN when there are too few bars.</param>
    public static double OfPercentile(double percentile) => percentile is >= 40 and <= 80 ? 0.2 : percentile is >= 20 and <= 90 ? 0.1 : 0;

    /// <summary>What it adds by a ratio: 0.10 to 0.25 is good. The average true range by the price never gets there on short bars.</summary>
    public static double OfRatio(double volatility) => volatility is >= 0.10 and <= 0.25 ? 0.2 : volatility is >= 0.05 and <= 0.35 ? 0.1 : 0;

    private static double EmaOf(MetricInputs x)
    {
        double[] row = [x.Price, x.Ema20, x.Ema50, x.Ema200];
        if (row.Any(v => double.IsNaN(v) || v == 0)) return 0;
        int rising = 0, falling = 0;
        for (var i = 1; i < row.Length; i++)
        {
            if (row[i - 1] > row[i]) rising++;
            else if (row[i - 1] < row[i]) falling++;
        }
        return Math.Max(rising, falling) / (double)(row.Length - 1);
    }

    private static double PivotOf(MetricInputs x)
    {
        if (double.IsNaN(x.Pivot)) return 0;
        var (nearest, factor) = (double.PositiveInfinity, 1.0);
        foreach (var (level, weight) in (ReadOnlySpan<(double, double)>)[(x.Pivot, PivotFactor), (x.OwnLevel, PivotFactor), (x.R1, 1.0), (x.S1, 1.0)])
        {
            var distance = Math.Abs(x.Price - level) / x.Price * 100;
            if (distance < nearest) (nearest, factor) = (distance, weight);
        }
        var score = nearest switch { < 0.1 => 1.0, < 0.5 => 0.8, < 1 => 0.6, < 2 => 0.4, _ => 0.2 };
        return Math.Min(score * factor / PivotFactor, 1);
    }

    private static double VolumeOf(double ratio) => ratio switch { double.NaN => double.NaN, >= 2 => 1.0, >= 1.5 => 0.9, >= 1.2 => 0.75, >= 1 => 0.6, >= 0.8 => 0.4, _ => 0.2 };

    private static double CandleOf(Candle? candle)
    {
        if (candle is not { } c) return 0;
        if (c.Range <= 0) return 0.5;
        var (body, upper, lower) = (c.Body / c.Range, c.UpperShadow / c.Range, c.LowerShadow / c.Range);
        if (body < 0.3 && ((lower > 0.5 && upper < 0.2) || (upper > 0.5 && lower < 0.2))) return 0.95;
        return body switch { < 0.1 => 0.7, > 0.7 => 0.9, > 0.5 => 0.75, _ => 0.6 };
    }

    private static double ContextOf(MetricInputs x) => x.Trend switch
    {
        null => 0.5,
        Direction.Neutral => 0.5 + 0.1 + x.Volatility,
        _ => Math.Min(0.5 + 0.3 + x.Volatility, 1),
    };
}
