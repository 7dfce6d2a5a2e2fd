using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Candles;

/// <summary>
/// The common candlestick patterns. Sources: Steve Nison, Japanese Candlestick Charting Techniques (1991), for shapes and the trend before
/// them; Thomas Bulkowski, Encyclopedia of Candlestick Charts (2008), for three soldiers and crows; the pin bar is Martin Pring's (Pinocchio
/// bar). Where they speak of "long", "small" or "about", the shares in the rules are ours. Markets that trade without a pause open where
/// they closed, so no pattern asks for a gap.
/// </summary>
public static class CandlePatterns
{
    private const int BarsBefore = 10;
    private const int TrendBars = 5;

    /// <summary>Every pattern. Each bearish one is the mirror of a bullish one; a test holds them to it.</summary>
    public static IReadOnlyList<CandlePattern> All { get; } =
    [
        new("doji", Direction.Neutral, 1, static (c, _) => c[0].IsDoji && !IsDragonfly(c[0]) && !IsGravestone(c[0])),
        new("dragonfly_doji", Direction.Bullish, 1, static (c, _) => IsDragonfly(c[0])),
        new("gravestone_doji", Direction.Bearish, 1, static (c, _) => IsGravestone(c[0])),
        new("spinning_top", Direction.Neutral, 1, static (c, _) => !c[0].IsDoji && c[0].Body <= 0.3 * c[0].Range
            && Math.Min(c[0].UpperShadow, c[0].LowerShadow) >= Math.Max(c[0].Body, 0.25 * c[0].Range)),
        new("bullish_marubozu", Direction.Bullish, 1, static (c, x) => c[0].IsRising && IsMarubozu(c[0], x)),
        new("bearish_marubozu", Direction.Bearish, 1, static (c, x) => c[0].IsFalling && IsMarubozu(c[0], x)),
        new("hammer", Direction.Bullish, 1, static (c, x) => x.Trend == Direction.Bearish && HasLongLowerShadow(c[0])),
        new("hanging_man", Direction.Bearish, 1, static (c, x) => x.Trend == Direction.Bullish && HasLongLowerShadow(c[0])),
        new("inverted_hammer", Direction.Bullish, 1, static (c, x) => x.Trend == Direction.Bearish && HasLongUpperShadow(c[0])),
        new("shooting_star", Direction.Bearish, 1, static (c, x) => x.Trend == Direction.Bullish && HasLongUpperShadow(c[0])),
        new("bullish_pin_bar", Direction.Bullish, 1, static (c, x) => c[0].Range >= x.Range && c[0].LowerShadow >= 2 * c[0].Range / 3),
        new("bearish_pin_bar", Direction.Bearish, 1, static (c, x) => c[0].Range >= x.Range && c[0].UpperShadow >= 2 * c[0].Range / 3),
        new("bullish_engulfing", Direction.Bullish, 2, static (c, x) => x.Trend == Direction.Bearish && c[0].IsFalling && c[1].IsRising && Engulfs(c[1], c[0], x)),
        new("bearish_engulfing", Direction.Bearish, 2, static (c, x) => x.Trend == Direction.Bullish && c[0].IsRising && c[1].IsFalling && Engulfs(c[1], c[0], x)),
        new("bullish_harami", Direction.Bullish, 2, static (c, x) => x.Trend == Direction.Bearish && c[0].IsFalling && c[1].IsRising && IsHarami(c[0], c[1], x)),
        new("bearish_harami", Direction.Bearish, 2, static (c, x) => x.Trend == Direction.Bullish && c[0].IsRising && c[1].IsFalling && IsHarami(c[0], c[1], x)),
        new("piercing_line", Direction.Bullish, 2, static (c, x) => x.Trend == Direction.Bearish && c[0].IsFalling && IsLong(c[0], x)
            && c[1].IsRising && c[1].Open <= c[0].Close && c[1].Close > c[0].Middle && c[1].Close < c[0].Open),
        new("dark_cloud_cover", Direction.Bearish, 2, static (c, x) => x.Trend == Direction.Bullish && c[0].IsRising && IsLong(c[0], x)
            && c[1].IsFalling && c[1].Open >= c[0].Close && c[1].Close < c[0].Middle && c[1].Close > c[0].Open),
        new("tweezer_bottom", Direction.Bullish, 2, static (c, x) => x.Trend == Direction.Bearish && c[0].IsFalling && c[1].IsRising
            && Math.Abs(c[0].Low - c[1].Low) <= 0.05 * x.Range),
        new("tweezer_top", Direction.Bearish, 2, static (c, x) => x.Trend == Direction.Bullish && c[0].IsRising && c[1].IsFalling
            && Math.Abs(c[0].High - c[1].High) <= 0.05 * x.Range),
        new("inside_bar", Direction.Neutral, 2, static (c, _) => c[1].High <= c[0].High && c[1].Low >= c[0].Low && c[1].Range < c[0].Range),
        new("bullish_outside_bar", Direction.Bullish, 2, static (c, _) => c[1].IsRising && IsOutside(c[0], c[1])),
        new("bearish_outside_bar", Direction.Bearish, 2, static (c, _) => c[1].IsFalling && IsOutside(c[0], c[1])),
        new("morning_star", Direction.Bullish, 3, static (c, x) => x.Trend == Direction.Bearish && c[0].IsFalling && IsLong(c[0], x)
            && c[1].Body <= 0.3 * c[0].Body && c[1].Top < c[0].Middle && c[2].IsRising && c[2].Close > c[0].Middle),
        new("evening_star", Direction.Bearish, 3, static (c, x) => x.Trend == Direction.Bullish && c[0].IsRising && IsLong(c[0], x)
            && c[1].Body <= 0.3 * c[0].Body && c[1].Bottom > c[0].Middle && c[2].IsFalling && c[2].Close < c[0].Middle),
        new("three_white_soldiers", Direction.Bullish, 3, static (c, x) => c[0].IsRising && c[1].IsRising && c[2].IsRising && AreSteps(c, x)
            && c[1].Close > c[0].Close && c[2].Close > c[1].Close && Math.Max(c[1].UpperShadow / c[1].Body, c[2].UpperShadow / c[2].Body) <= 0.4),
        new("three_black_crows", Direction.Bearish, 3, static (c, x) => c[0].IsFalling && c[1].IsFalling && c[2].IsFalling && AreSteps(c, x)
            && c[1].Close < c[0].Close && c[2].Close < c[1].Close && Math.Max(c[1].LowerShadow / c[1].Body, c[2].LowerShadow / c[2].Body) <= 0.4),
    ];

    /// <summary>The patterns whose last bar lies from <paramref name="from"/> to the end, oldest first. A stretch with a gap in it shows none.</summary>
    /// <param name="bars">The bars. A pattern needs ten before it, by which it is measured.</param>
    /// <param name="from">Index of the first bar looked at.</param>
    public static IReadOnlyList<CandleMatch> Find(BarSeries bars, int from = 0)
    {
        ArgumentNullException.ThrowIfNull(bars);
        var matches = new List<CandleMatch>();
        Span<Candle> candles = stackalloc Candle[3];
        for (var end = Math.Max(from, BarsBefore); end < bars.Count; end++)
        {
            for (var length = 1; length <= 3; length++)
            {
                var start = end - length + 1;
                if (start < BarsBefore) break;
                for (var k = 0; k < length; k++) candles[k] = new(bars.Open[start + k], bars.High[start + k], bars.Low[start + k], bars.Close[start + k]);
                if (Before(bars, start) is not { } before || double.IsNaN(candles[0].Range + candles[0].Body)) break;
                foreach (var pattern in All)
                {
                    if (pattern.Bars == length && pattern.Rule(candles[..length], before)) matches.Add(new(pattern, end, bars.Time[end]));
                }
            }
        }
        return matches;
    }

    /// <summary>What the bars before an index were like; null where one of them is a gap, or all stood still.</summary>
    private static CandleContext? Before(BarSeries bars, int start)
    {
        double range = 0, body = 0;
        for (var i = start - BarsBefore; i < start; i++)
        {
            range += bars.High[i] - bars.Low[i];
            body += Math.Abs(bars.Close[i] - bars.Open[i]);
        }
        (range, body) = (range / BarsBefore, body / BarsBefore);
        if (!(range > 0) || double.IsNaN(body)) return null;
        var move = bars.Close[start - 1] - bars.Close[start - 1 - TrendBars];
        return new(range, body, move > range ? Direction.Bullish : move < -range ? Direction.Bearish : Direction.Neutral);
    }

    private static bool IsDragonfly(Candle c) => c.IsDoji && c.UpperShadow <= 0.1 * c.Range && c.LowerShadow >= 0.8 * c.Range;

    private static bool IsGravestone(Candle c) => c.IsDoji && c.LowerShadow <= 0.1 * c.Range && c.UpperShadow >= 0.8 * c.Range;

    private static bool IsLong(Candle c, CandleContext before) => c.Body >= before.Body && c.Body >= 0.5 * c.Range;

    private static bool IsMarubozu(Candle c, CandleContext before) => c.Body >= 0.95 * c.Range && c.Body >= before.Body;

    private static bool HasLongLowerShadow(Candle c) => !c.IsDoji && c.LowerShadow >= 2 * c.Body && c.UpperShadow <= 0.1 * c.Range;

    private static bool HasLongUpperShadow(Candle c) => !c.IsDoji && c.UpperShadow >= 2 * c.Body && c.LowerShadow <= 0.1 * c.Range;

    private static bool Engulfs(Candle c, Candle first, CandleContext before) =>
        c.Top >= first.Top && c.Bottom <= first.Bottom && c.Body > first.Body && c.Body >= before.Body;

    private static bool IsHarami(Candle first, Candle c, CandleContext before) =>
        IsLong(first, before) && c.Top < first.Top && c.Bottom > first.Bottom && c.Body <= 0.5 * first.Body;

    private static bool IsOutside(Candle first, Candle c) => c.High > first.High && c.Low < first.Low;

    /// <summary>Three long bodies, each beginning inside the one before.</summary>
    private static bool AreSteps(ReadOnlySpan<Candle> c, CandleContext before)
    {
        for (var i = 0; i < 3; i++)
        {
            if (c[i].Body < 0.7 * before.Body || c[i].Body < 0.5 * c[i].Range) return false;
            if (i > 0 && (c[i].Open > c[i - 1].Top || c[i].Open < c[i - 1].Bottom)) return false;
        }
        return true;
    }
}
