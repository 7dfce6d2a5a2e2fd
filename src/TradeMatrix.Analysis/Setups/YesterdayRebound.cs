using TradeMatrix.Analysis.Levels;

namespace TradeMatrix.Analysis.Setups;

/// <summary>
/// The day opens between yesterday's low and the pivot, or below both: long from there to the pivot. For shorts everything is mirrored at
/// yesterday's high.
/// </summary>
internal static class YesterdayRebound
{
    public const string Strategy = "y_low_rebound", Mirror = "y_high_rebound";

    private const double StopBeyond = 0.0025;
    private const double Reliability = 0.8;

    private static readonly SessionWindow Morning = SessionWindow.EuropeOpen with { Name = "morning", End = new(14, 0) };

    public static Setup? Find(SetupMoment now, Side side)
    {
        if (!now.IsIn(Morning) || now.Yesterday is not { } yesterday) return null;
        var level = yesterday.Behind(side);
        var (pivot, beyond) = Pivots.Of(now, side, yesterday);
        var open = now[now.Within(Morning).Start].Open;
        var price = now.Now.Close;
        if (side.Gain(open, pivot) <= 0 || side.Gain(price, pivot) < 0) return null;
        var isInside = side.Gain(level, price) >= 0;
        var entry = isInside ? price : (level + pivot) / 2;
        var stop = level * (1 - (side.Sign() * StopBeyond));
        // A price beyond the stop has proved the idea wrong before it began.
        if (side.Gain(stop, price) <= 0) return null;

        var distance = Math.Abs(price - level) / level * 100;
        // The setup is known at the bar's close.
        var hour = (now.Local(Morning.Zone) + (long)now.Timeframe.Duration.TotalMilliseconds) / TimeSpan.MillisecondsPerHour % 24;
        var score = (0.4 * Nearness(distance)) + (0.3 * Timeliness(hour)) + (0.3 * Reliability);
        var setup = now.Propose(side == Side.Long ? Strategy : Mirror, side, isInside ? OrderType.Market : OrderType.Stop, entry, stop, pivot, Math.Round(score, 2), new(StringComparer.Ordinal)
        {
            [side == Side.Long ? "y_low" : "y_high"] = level,
            ["pivot"] = pivot,
            [side == Side.Long ? "r1" : "s1"] = beyond,
            ["market_open"] = open,
            ["current_price"] = price,
            [side == Side.Long ? "distance_from_ylow_pct" : "distance_from_yhigh_pct"] = Math.Round(distance, 2),
        });
        return setup is not null && side.Gain(pivot, beyond) > 0 ? setup with { ExtendedTarget = beyond } : setup;
    }

    /// <summary>How good a distance from the level is, in percent of it: half to one and a half is best.</summary>
    internal static double Nearness(double percent) => percent < 0.5 ? 0.7 : percent <= 1.5 ? 1 : Math.Max(0, 1 - ((percent - 1.5) / 3));

    private static double Timeliness(long hour) => hour switch { 8 or 9 => 1, 10 or 11 => 0.8, 12 or 13 => 0.6, _ => 0.4 };
}
