using TradeMatrix.Analysis.Swings;

namespace TradeMatrix.Analysis.Trends;

/// <summary>How the last two swing highs and the last two swing lows lie to each other (Dow's definition of a trend).</summary>
/// <param name="Kind">Bullish for a higher high and a higher low, bearish for a lower high and a lower low, otherwise sideways: a range.</param>
/// <param name="IsHigherHigh">Whether the last high is above the one before; null without two highs.</param>
/// <param name="IsHigherLow">Whether the last low is above the one before; null without two lows.</param>
public sealed record MarketStructure(TrendKind Kind, bool? IsHigherHigh, bool? IsHigherLow)
{
    /// <summary>The structure that swings show.</summary>
    /// <param name="swings">Swings, oldest first.</param>
    public static MarketStructure Of(IReadOnlyList<Swing> swings)
    {
        ArgumentNullException.ThrowIfNull(swings);
        Swing? high = null, low = null;
        int highs = 0, lows = 0;
        for (var i = swings.Count - 1; i >= 0 && (highs == 0 || lows == 0); i--)
        {
            var swing = swings[i];
            if (swing.IsHigh)
            {
                if (high is { } later && highs == 0) highs = Math.Sign(later.Price - swing.Price) is var s && s != 0 ? s : 2;
                high ??= swing;
            }
            else
            {
                if (low is { } later && lows == 0) lows = Math.Sign(later.Price - swing.Price) is var s && s != 0 ? s : 2;
                low ??= swing;
            }
        }
        if (highs == 0 || lows == 0) return new(TrendKind.Unknown, highs == 0 ? null : highs == 1, lows == 0 ? null : lows == 1);
        return new(highs == 1 && lows == 1 ? TrendKind.Bullish : highs == -1 && lows == -1 ? TrendKind.Bearish : TrendKind.Sideways, highs == 1, lows == 1);
    }
}
