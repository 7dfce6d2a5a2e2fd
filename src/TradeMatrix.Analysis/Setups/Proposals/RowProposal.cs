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
    /// <param name="close">Close.</param>
    /// <param name="ema20">Exponential average of 20 closes.</param>
    /// <param name="ema50">Of 50 closes.</param>
    /// <param name="ema200">Of 200 closes.</param>
    /// <param name="rsi">Relative strength index.</param>
    /// <param name="atr">Average true range.</param>
    /// <param name="histogram">MACD histogram.</param>
    /// <param name="s1">First support; NaN when unknown.</param>
    /// <param name="r1">First resistance; NaN when unknown.</param>
    /// <param name="adx">Average directional index.</param>
    /// <param name="volume">Volume; NaN when unknown.</param>
    public static RowProposal Of(double close, double ema20, double ema50, double ema200, double rsi, double atr, double histogram, double s1, double r1, double adx, double volume)
    {
        var trend = close > ema20 && ema20 > ema50 && ema50 > ema200 ? Direction.Bullish : close < ema20 && ema20 < ema50 && ema50 < ema200 ? Direction.Bearish : Direction.Neutral;
        var strength = adx > 40 ? "strong" : adx > 25 ? "moderate" : "weak";
        var confidence = (trend == Direction.Neutral ? 0 : 0.3)
            + (adx > 40 ? 0.2 : adx > 25 ? 0.1 : 0)
            + (rsi is >= 40 and <= 60 ? 0.2 : rsi is >= 30 and <= 70 ? 0.1 : 0)
            + (Math.Sign(histogram) == (int)trend && trend != Direction.Neutral ? 0.1 : 0)
            + (volume > 0 ? 0.1 : 0)
            + (adx > 25 ? 0.1 : 0);
        confidence = Math.Min(confidence, 1);
        return new RowProposal(trend, strength, Place(close, ema20, ema50, ema200), MomentumOf(rsi, histogram), TradeOf(trend, close, rsi, atr, s1, r1, confidence), confidence);
    }

    private static Proposal? TradeOf(Direction trend, double close, double rsi, double atr, double s1, double r1, double confidence)
    {
        if (trend == Direction.Neutral || (trend == Direction.Bullish ? rsi >= 70 : rsi <= 30)) return null;
        var side = trend == Direction.Bullish ? Side.Long : Side.Short;
        var (behind, ahead) = side == Side.Long ? (s1, r1) : (r1, s1);
        var stop = side.Gain(behind, close) > 0 ? behind : close - (side.Sign() * StopRanges * atr);
        var target = side.Gain(close, ahead) > 0 ? ahead : close + (side.Sign() * TargetRanges * atr);
        return new Proposal(side, close, stop, target, confidence);
    }

    private static string Place(double close, double ema20, double ema50, double ema200)
    {
        if (close > ema20 && close > ema50 && close > ema200) return "above_all";
        if (close < ema20 && close < ema50 && close < ema200) return "below_all";
        if (close > ema20 && close < ema50) return "between_20_50";
        return close > ema50 && close < ema200 ? "between_50_200" : "mixed";
    }

    private static string MomentumOf(double rsi, double histogram) =>
        rsi > 70 ? "overbought" : rsi < 30 ? "oversold" : rsi > 50 && histogram > 0 ? "bullish_building" : rsi < 50 && histogram < 0 ? "bearish_building" : "neutral";
}
