using NodaTime;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Testing.Vendors;

/// <summary>The market that all vendors see: it trades around the clock since 2020, and a bar is a function of its time.</summary>
public static class VendorMarket
{
    /// <summary>2020-01-01.</summary>
    public const long Beginning = 1_577_836_800_000;

    /// <summary>The bar that opens at a time, with two decimals.</summary>
    public static Bar At(long time)
    {
        double open = Price(time), close = Price(time + 1000);
        return new Bar(time, open, Math.Round(Math.Max(open, close) + 0.25, 2), Math.Round(Math.Min(open, close) - 0.25, 2), close, 1000 + (time / 60_000 % 500));
    }

    /// <summary>Open times of a span, up to now; those of days and longer are at midnight UTC.</summary>
    internal static IEnumerable<long> Times(Timeframe timeframe, long from, long to, TimeProvider time)
    {
        to = Math.Min(to, time.GetUtcNow().ToUnixTimeMilliseconds() + 1);
        var length = (long)timeframe.Duration.TotalMilliseconds;
        // Weeks begin on a Monday.
        var offset = timeframe.Unit == TimeframeUnit.Week ? 4L * NodaConstants.MillisecondsPerDay : 0;
        var start = Math.Max(from, Beginning);
        for (var t = ((start - offset + length - 1) / length * length) + offset; t < to; t += length) yield return t;
    }

    private static double Price(long time)
    {
        var minutes = time / 60_000;
        return Math.Round(100 + (minutes / 97 % 20) + (time / 1000 % 7 * 0.05) + (minutes % 13 * 0.1), 2);
    }
}
