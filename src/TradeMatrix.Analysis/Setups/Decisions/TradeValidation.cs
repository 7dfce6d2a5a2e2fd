namespace TradeMatrix.Analysis.Setups;

/// <summary>How a proposed trade was judged.</summary>
/// <param name="Bias">How averages, oscillators and trend speak for its side, 0 to 1.</param>
/// <param name="Structure">How the market around speaks for it, 0 to 1.</param>
/// <param name="Rules">Whether its strategy is written down, 0 to 1.</param>
/// <param name="Confidence">0.35 bias, 0.30 structure, 0.25 rules and up to 0.02 for the reward.</param>
/// <param name="Reason">Why it is rejected; null when it is approved.</param>
public sealed record TradeValidation(double Bias, double Structure, double Rules, double Confidence, string? Reason)
{
    private const double Near = 0.005;

    /// <summary>Whether it may go on.</summary>
    public bool IsApproved => Reason is null;

    /// <summary>Judges a trade.</summary>
    /// <param name="inputs">The trade and the market.</param>
    /// <param name="limits">What it must reach; null for the defaults.</param>
    public static TradeValidation Of(ValidationInputs inputs, ValidationLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        limits ??= new ValidationLimits();
        double bias = BiasOf(inputs), structure = StructureOf(inputs), rules = inputs.HasTerms ? 0.80 : 0.70;
        var confidence = (0.35 * bias) + (0.30 * structure) + (0.25 * rules) + (0.10 * Math.Min(inputs.RewardRisk / 5, 0.20));
        var reason = !(inputs.RewardRisk >= limits.RewardRisk) ? $"reward_risk: {inputs.RewardRisk:0.##} must be at least {limits.RewardRisk:0.##}"
            : !(bias >= limits.Bias) ? $"bias: {bias:0.##} must be at least {limits.Bias:0.##}"
            : !(confidence >= limits.Confidence) ? $"confidence: {confidence:0.###} must be at least {limits.Confidence:0.##}"
            : null;
        return new TradeValidation(bias, structure, rules, confidence, reason);
    }

    private static double BiasOf(ValidationInputs x)
    {
        bool Above(double a, double b) => x.Side.Gain(b, a) > 0;
        var order = Above(x.Ema20, x.Ema50) ? Above(x.Ema50, x.Ema200) ? 0.30 : 0.20 : Above(x.Ema20, x.Ema200) ? 0.10 : 0;
        var price = Above(x.Price, x.Ema20) && Above(x.Ema20, x.Ema50) ? 0.25 : Above(x.Price, x.Ema50) ? 0.15 : Above(x.Price, x.Ema200) ? 0.10 : 0;
        var rsi = x.Side == Side.Long ? x.Rsi : 100 - x.Rsi;
        var momentum = rsi is >= 40 and <= 70 ? 0.20 : rsi is >= 30 and < 40 ? 0.10 : 0;
        return Math.Min(1, order + price + momentum + (Above(x.Histogram, 0) ? 0.15 : 0) + (Agrees(x) ? 0.10 : 0));
    }

    private static double StructureOf(ValidationInputs x)
    {
        var isNear = x.Levels.Any(level => Math.Abs(x.Entry - level) / x.Entry <= Near);
        return (Agrees(x) ? 0.40 : x.Trend == Direction.Neutral ? 0.20 : 0) + (isNear ? 0.30 : 0) + x.Volatility + 0.05;
    }

    private static bool Agrees(ValidationInputs x) => x.Trend == (x.Side == Side.Long ? Direction.Bullish : Direction.Bearish);
}
