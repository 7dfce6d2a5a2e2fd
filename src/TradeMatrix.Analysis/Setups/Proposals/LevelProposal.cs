namespace TradeMatrix.Analysis.Setups;

/// <summary>A trade between support and resistance in the direction of ordered averages.</summary>
public static class LevelProposal
{
    /// <summary>The least reward for the risk that makes one valid.</summary>
    public const double LeastRewardRisk = 2.5;

    private const double EntryShare = 0.25;
    private const double StopRanges = 2;
    private const double UnknownLevel = 0.02;
    private const int Decimals = 3;

    /// <summary>The trade, or null when the averages of 20, 50 and 200 days are not in order.</summary>
    /// <param name="price">Last price; of now, not estimated.</param>
    /// <param name="ema20">Exponential average of 20 days.</param>
    /// <param name="ema50">Of 50 days.</param>
    /// <param name="ema200">Of 200 days.</param>
    /// <param name="rsi">Relative strength index, 0 to 100.</param>
    /// <param name="atr">Average true range.</param>
    /// <param name="trend">The trend found otherwise, which may agree.</param>
    /// <param name="supports">Supports; without any, 2 % below the price.</param>
    /// <param name="resistances">Resistances; without any, 2 % above it.</param>
    /// <param name="targetR">Target in multiples of the risk.</param>
    public static Proposal? Of(
        double price, double ema20, double ema50, double ema200, double rsi, double atr, Direction trend,
        IReadOnlyList<double> supports, IReadOnlyList<double> resistances, double targetR = LeastRewardRisk)
    {
        ArgumentNullException.ThrowIfNull(supports);
        ArgumentNullException.ThrowIfNull(resistances);
        Side? direction = ema20 > ema50 && ema50 > ema200 ? Side.Long : ema20 < ema50 && ema50 < ema200 ? Side.Short : null;
        if (direction is not { } side) return null;
        var support = supports.Count > 0 ? supports.Min() : price * (1 - UnknownLevel);
        var resistance = resistances.Count > 0 ? resistances.Max() : price * (1 + UnknownLevel);
        var (behind, ahead) = side == Side.Long ? (support, resistance) : (resistance, support);
        var entry = Math.Round(behind + (EntryShare * (ahead - behind)), Decimals);
        var stop = Math.Round(behind - (side.Sign() * StopRanges * atr), Decimals);
        var proposal = new Proposal(side, entry, stop, Math.Round(entry + (targetR * (entry - stop)), Decimals), 0);
        var momentum = side == Side.Long ? rsi : 100 - rsi;
        var confidence = 0.25
            + (trend == (side == Side.Long ? Direction.Bullish : Direction.Bearish) ? 0.30 : 0)
            + (rsi is >= 45 and <= 55 ? 0.10 : momentum > 55 ? 0.20 : 0)
            + (proposal.RewardRisk >= LeastRewardRisk - Proposal.Rounding ? 0.15 : 0)
            + (proposal.IsValid ? 0.10 : 0);
        return proposal with { Confidence = Math.Min(confidence, 0.95) };
    }
}
