namespace TradeMatrix.Analysis.Setups;

/// <summary>A trade between support and resistance in the direction of ordered averages.</summary>
public static class LevelProposal
{
    /// <summary>The least reward for the risk that makes one valid.</summary>
    public const double LeastRewardRisk = 2.5;

    private const double EntryShare = 0.25;
    private const double StopRanges = 2;
    private const double UnknownLevel = 0.02;

    /// <summary>The trade, or null when the averages of 20, 50 and 200 days are not in order. Its prices are not rounded.</summary>
    /// <param name="inputs">The market.</param>
    public static Proposal? Of(LevelInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (price, fast, middle, slow) = (inputs.Price, inputs.Ema20, inputs.Ema50, inputs.Ema200);
        Side? direction = fast > middle && middle > slow ? Side.Long : fast < middle && middle < slow ? Side.Short : null;
        if (direction is not { } side) return null;
        var support = inputs.Supports.Count > 0 ? inputs.Supports.Min() : price * (1 - UnknownLevel);
        var resistance = inputs.Resistances.Count > 0 ? inputs.Resistances.Max() : price * (1 + UnknownLevel);
        var (behind, ahead) = side == Side.Long ? (support, resistance) : (resistance, support);
        var entry = behind + (EntryShare * (ahead - behind));
        var stop = behind - (side.Sign() * StopRanges * inputs.Atr);
        var proposal = new Proposal(side, entry, stop, entry + (inputs.TargetR * (entry - stop)), 0);
        var momentum = side == Side.Long ? inputs.Rsi : 100 - inputs.Rsi;
        var confidence = 0.25
            + (inputs.Trend == (side == Side.Long ? Direction.Bullish : Direction.Bearish) ? 0.30 : 0)
            + (inputs.Rsi is >= 45 and <= 55 ? 0.10 : momentum > 55 ? 0.20 : 0)
            + (proposal.RewardRisk >= LeastRewardRisk - Proposal.Rounding ? 0.15 : 0)
            + (proposal.IsValid ? 0.10 : 0);
        return proposal with { Confidence = Math.Min(confidence, 0.95) };
    }
}
