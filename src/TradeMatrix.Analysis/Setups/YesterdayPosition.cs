namespace TradeMatrix.Analysis.Setups;

/// <summary>Where an entry lies against yesterday's range.</summary>
/// <param name="Context">breakout, liquidity_sweep or range_bound.</param>
/// <param name="Detail">near_yesterday_low, near_yesterday_high or mid_range within the range; else null.</param>
/// <param name="Boost">What that may add to a confidence; nothing adds it by itself.</param>
public sealed record YesterdayPosition(string Context, string? Detail, double Boost)
{
    private const double Edge = 0.3;

    /// <summary>The position of a price.</summary>
    /// <param name="price">The entry.</param>
    /// <param name="high">Yesterday's high.</param>
    /// <param name="low">Yesterday's low, below the high.</param>
    public static YesterdayPosition Of(double price, double high, double low)
    {
        double above = (price - high) / high * 100, below = (low - price) / low * 100;
        if (above > 0) return new("breakout", null, above < 1 ? 0.15 : above < 2 ? 0.10 : 0.05);
        if (below > 0) return new("liquidity_sweep", null, below < 0.5 ? 0.20 : below < 1 ? 0.15 : 0.10);
        var share = (price - low) / (high - low);
        return share <= Edge ? new("range_bound", "near_yesterday_low", 0.12)
            : share >= 1 - Edge ? new("range_bound", "near_yesterday_high", 0.08)
            : new("range_bound", "mid_range", 0.05);
    }
}
