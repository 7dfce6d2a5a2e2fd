namespace TradeMatrix.Analysis.Setups;

/// <summary>What a trade must reach to be approved.</summary>
/// <param name="RewardRisk">Least reward for the risk.</param>
/// <param name="Bias">Least bias.</param>
/// <param name="Confidence">Least confidence; a strategy may have its own.</param>
public sealed record ValidationLimits(double RewardRisk = 2.5, double Bias = 0.60, double Confidence = 0.80);
