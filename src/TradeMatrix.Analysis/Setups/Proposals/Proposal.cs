namespace TradeMatrix.Analysis.Setups;

/// <summary>Prices of a trade that a formula made from a market's state.</summary>
/// <param name="Side">Which way.</param>
/// <param name="Entry">Price of the entry.</param>
/// <param name="Stop">Price of the stop.</param>
/// <param name="Target">Price of the target.</param>
/// <param name="Confidence">The formula's opinion, 0 to 1.</param>
public sealed record Proposal(Side Side, double Entry, double Stop, double Target, double Confidence)
{
    /// <summary>Below it a proposal is only worth watching.</summary>
    public const double LeastConfidence = 0.6;

    internal const double Rounding = 1e-9;

    /// <summary>Distance of the target by that of the stop.</summary>
    public double RewardRisk => Math.Abs(Target - Entry) / Math.Abs(Entry - Stop);

    /// <summary>Whether stop, entry and target are in order.</summary>
    public bool IsOrdered => Side.Gain(Stop, Entry) > 0 && Side.Gain(Entry, Target) > 0;

    /// <summary>Whether it is ordered and earns at least 2.5 times what it risks, but for the rounding of arithmetic.</summary>
    public bool IsValid => IsOrdered && RewardRisk >= LevelProposal.LeastRewardRisk - Rounding;

    /// <summary>Whether it belongs on the watch list rather than among the pending setups.</summary>
    public bool IsForWatching => Confidence < LeastConfidence;
}
