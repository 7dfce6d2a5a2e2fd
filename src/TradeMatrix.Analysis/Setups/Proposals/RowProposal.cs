namespace TradeMatrix.Analysis.Setups;

/// <summary>What the last row of a chart's export says: trend, strength, momentum and a trade.</summary>
/// <param name="Trend">By the strict order of price and averages.</param>
/// <param name="Strength">strong above an ADX of 40, moderate above 25, else weak.</param>
/// <param name="PriceVersusAverages">above_all, below_all, between_20_50, between_50_200 or mixed.</param>
/// <param name="Momentum">overbought, oversold, bullish_building, bearish_building or neutral.</param>
/// <param name="Trade">The trade; null for none.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record RowProposal(Direction Trend, string Strength, string PriceVersusAverages, string Momentum, Proposal? Trade, double Confidence)
{
    private const double StopRanges = 1.5, TargetRanges = 3;

    /// <summary>Reads a row.</summary>
    public static RowProposal Of(RowInputs row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var (close, fast, middle, slow) = (row.Close, row.Ema20, row.Ema50, row.Ema200);
        var trend = close > fast && fast > middle && middle > slow ? Direction.Bullish : close < fast && fast < middle && middle < slow ? Direction.Bearish : Direction.Neutral;
        var strength = row.Adx > 40 ? "strong" : row.Adx > 25 ? "moderate" : "weak";
        var confidence = (trend == Direction.Neutral ? 0 : 0.3)
            + (row.Adx > 40 ? 0.2 : row.Adx > 25 ? 0.1 : 0)
            + (row.Rsi is >= 40 and <= 60 ? 0.2 : row.Rsi is >= 30 and <= 70 ? 0.1 : 0)
            + (trend != Direction.Neutral && row.Histogram * (int)trend > 0 ? 0.1 : 0)
            + (row.Volume > 0 ? 0.1 : 0)
            + (row.Adx > 25 ? 0.1 : 0);
        confidence = Math.Min(confidence, 1);
        return new RowProposal(trend, strength, PlaceOf(row), MomentumOf(row), TradeOf(row, trend, confidence), confidence);
    }

    private static Proposal? TradeOf(RowInputs row, Direction trend, double confidence)
    {
        if (trend == Direction.Neutral || (trend == Direction.Bullish ? row.Rsi >= 70 : row.Rsi <= 30)) return null;
        var (close, side) = (row.Close, trend == Direction.Bullish ? Side.Long : Side.Short);
        var (behind, ahead) = side == Side.Long ? (row.S1, row.R1) : (row.R1, row.S1);
        var stop = side.Gain(behind, close) > 0 ? behind : close - (side.Sign() * StopRanges * row.Atr);
        var target = side.Gain(close, ahead) > 0 ? ahead : close + (side.Sign() * TargetRanges * row.Atr);
        return new Proposal(side, close, stop, target, confidence);
    }

    private static string PlaceOf(RowInputs row)
    {
        var (close, fast, middle, slow) = (row.Close, row.Ema20, row.Ema50, row.Ema200);
        if (close > fast && close > middle && close > slow) return "above_all";
        if (close < fast && close < middle && close < slow) return "below_all";
        if (close > fast && close < middle) return "between_20_50";
        return close > middle && close < slow ? "between_50_200" : "mixed";
    }

    private static string MomentumOf(RowInputs row) =>
        row.Rsi > 70 ? "overbought" : row.Rsi < 30 ? "oversold" : row.Rsi > 50 && row.Histogram > 0 ? "bullish_building" : row.Rsi < 50 && row.Histogram < 0 ? "bearish_building" : "neutral";
}
