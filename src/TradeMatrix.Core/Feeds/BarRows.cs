using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds;

/// <summary>Rows of a vendor, oldest first, of which those that are bars of the span are kept.</summary>
/// <param name="request">The span.</param>
/// <param name="now">The present, Unix milliseconds UTC: no bar opens after it.</param>
internal sealed class BarRows(FeedRequest request, long now)
{
    /// <summary>
    /// How far an open or close may lie outside high and low, relative to the price: vendors round and adjust each price on its own.
    /// </summary>
    private const double Rounding = 1e-5;

    private readonly List<Bar> _bars = [];

    /// <summary>Open time of the last bar; null when there is none yet.</summary>
    public long? Last => _bars.Count > 0 ? _bars[^1].Time : null;

    /// <summary>Adds a row if it is a bar of the span that opens after those before.</summary>
    /// <param name="time">Open time, Unix milliseconds UTC.</param>
    /// <param name="open">NaN when missing, as the other prices.</param>
    /// <param name="high">Highest price.</param>
    /// <param name="low">Lowest price.</param>
    /// <param name="close">Last price.</param>
    /// <param name="volume">Units traded; NaN or negative when unknown.</param>
    public void Add(long time, double open, double high, double low, double close, double volume)
    {
        if (time < request.From || time >= request.To || time > now || time <= Last || !IsBar(open, high, low, close)) return;
        _bars.Add(new Bar(time, open, high, low, close, volume >= 0 && double.IsFinite(volume) ? volume : double.NaN));
    }

    /// <summary>The bars.</summary>
    /// <param name="from">From when on they are complete.</param>
    public FeedBars ToBars(long from) => new(BarSeries.From(_bars), Math.Max(from, request.From));

    /// <summary>When a bar ends that opens at a time; a day's at midnight UTC.</summary>
    public static long End(long time, Timeframe timeframe)
    {
        var months = timeframe.Unit switch { TimeframeUnit.Month => timeframe.Count, TimeframeUnit.Year => 12 * timeframe.Count, _ => 0 };
        return months > 0
            ? DateTimeOffset.FromUnixTimeMilliseconds(time).AddMonths(months).ToUnixTimeMilliseconds()
            : time + (long)timeframe.Duration.TotalMilliseconds;
    }

    private static bool IsBar(double open, double high, double low, double close)
    {
        if (!double.IsFinite(high) || !double.IsFinite(low)) return false;
        var tolerance = Rounding * Math.Max(Math.Abs(high), Math.Abs(low));
        // Zero is how some vendors write a price that they do not have.
        return high >= low && IsWithin(open) && IsWithin(close) && high != 0 && low != 0;

        bool IsWithin(double price) => price != 0 && price <= high + tolerance && price >= low - tolerance;
    }
}
