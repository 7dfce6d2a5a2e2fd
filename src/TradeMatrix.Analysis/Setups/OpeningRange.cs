using TradeMatrix.Analysis.Levels;

namespace TradeMatrix.Analysis.Setups;

/// <summary>
/// The range of New York's first quarter of an hour, and the first close beyond it in the quarter after: a limit order back at the broken
/// edge, the stop at the other one.
/// </summary>
internal static class OpeningRange
{
    public const string Strategy = "orb";

    private const double RewardRisk = 2;
    private const double LargeRange = 500;

    /// <summary>Minutes of the range that bars must cover; a quiet minute may lack its bar.</summary>
    private const double LeastMinutes = 12;

    private static readonly SessionWindow Breakout = SessionWindow.UsOpeningRange with { Name = "us_breakout", Start = new(9, 45), End = new(10, 0), IncludesEnd = true };

    public static Setup? Find(SetupMoment now, Side side)
    {
        if (!now.IsIn(Breakout)) return null;
        var (start, end) = now.Within(SessionWindow.UsOpeningRange);
        if ((end - start) * now.Timeframe.Duration.TotalMinutes < LeastMinutes) return null;
        double high = double.NegativeInfinity, low = double.PositiveInfinity;
        for (var i = start; i < end; i++) (high, low) = (Math.Max(high, now[i].High), Math.Min(low, now[i].Low));
        for (var i = now.Within(Breakout).Start; i < now.Index; i++)
        {
            if (now[i].Close > high || now[i].Close < low) return null;
        }
        var (entry, stop) = side == Side.Long ? (high, low) : (low, high);
        var bar = now.Now;
        var beyond = side.Gain(entry, bar.Close);
        if (beyond <= 0) return null;

        double range = high - low, strength = beyond / range;
        var hasRetest = side.Gain(bar.Worst(side), entry) >= 0;
        var yesterday = now.Yesterday;
        var target = entry + (side.Sign() * RewardRisk * range);
        // Beyond yesterday's extreme there is nothing left to aim at there.
        if (yesterday?.Ahead(side) is { } ahead && side.Gain(bar.Close, ahead) > 0 && side.Gain(ahead, target) > 0) target = ahead;
        if (side.Gain(bar.Close, target) <= 0) return null;
        var score = 0.3 + Math.Min(range / LargeRange * 0.2, 0.2)
            + (strength > 0.5 ? 0.3 : strength > 0.3 ? 0.2 : strength > 0.1 ? 0.1 : 0)
            + (hasRetest ? 0.15 : 0)
            + (bar.Volume > 0 ? 0.05 : 0)
            + (yesterday is not null && side.Gain(yesterday.Close, bar.Close) > 0 ? 0.15 : 0);
        return now.Propose(Strategy, side, OrderType.Limit, entry, stop, target, score, new(StringComparer.Ordinal)
        {
            ["range_high"] = high,
            ["range_low"] = low,
            ["range_size"] = range,
            ["candle_count"] = end - start,
            ["breakout_price"] = bar.Close,
            ["strength"] = strength,
            ["volume"] = bar.Volume,
            ["retest_available"] = hasRetest ? 1 : 0,
            ["y_high"] = yesterday?.High ?? double.NaN,
            ["y_low"] = yesterday?.Low ?? double.NaN,
            ["y_close"] = yesterday?.Close ?? double.NaN,
        });
    }
}
