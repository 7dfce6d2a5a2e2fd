namespace TradeMatrix.Charting.Bars;

/// <summary>
/// Bars of one symbol and timeframe, oldest first, as parallel arrays. Immutable; a slice shares the arrays.
/// A gap is a bar whose prices are NaN: it holds its place on the time scale and shows nothing.
/// </summary>
public sealed class BarSeries
{
    private readonly long[] _time;
    private readonly double[] _open, _high, _low, _close, _volume;
    private readonly int _start;

    private BarSeries(long[] time, double[] open, double[] high, double[] low, double[] close, double[] volume, int start, int count)
    {
        (_time, _open, _high, _low, _close, _volume, _start, Count) = (time, open, high, low, close, volume, start, count);
    }

    /// <summary>A series without bars.</summary>
    public static BarSeries Empty { get; } = new([], [], [], [], [], [], 0, 0);

    /// <summary>Number of bars.</summary>
    public int Count { get; }

    /// <summary>Open times, Unix milliseconds UTC, strictly ascending.</summary>
    public ReadOnlySpan<long> Time => _time.AsSpan(_start, Count);

    /// <summary>Opening prices.</summary>
    public ReadOnlySpan<double> Open => _open.AsSpan(_start, Count);

    /// <summary>Highest prices.</summary>
    public ReadOnlySpan<double> High => _high.AsSpan(_start, Count);

    /// <summary>Lowest prices.</summary>
    public ReadOnlySpan<double> Low => _low.AsSpan(_start, Count);

    /// <summary>Closing prices.</summary>
    public ReadOnlySpan<double> Close => _close.AsSpan(_start, Count);

    /// <summary>Volumes; NaN where unknown.</summary>
    public ReadOnlySpan<double> Volume => _volume.AsSpan(_start, Count);

    /// <summary>The bar at an index.</summary>
    public Bar this[int index] => new(Time[index], Open[index], High[index], Low[index], Close[index], Volume[index]);

    /// <summary>Makes a series from parallel arrays, which it takes over.</summary>
    /// <param name="time">Unix milliseconds UTC, strictly ascending.</param>
    /// <param name="open">As long as <paramref name="time"/>, like the other prices.</param>
    /// <param name="high">Highest prices.</param>
    /// <param name="low">Lowest prices.</param>
    /// <param name="close">Closing prices.</param>
    /// <param name="volume">Volumes, or null when unknown.</param>
    /// <exception cref="ArgumentException">Lengths differ, times do not ascend, or a bar's high lies below its low.</exception>
    public static BarSeries FromArrays(long[] time, double[] open, double[] high, double[] low, double[] close, double[]? volume = null)
    {
        if (volume is null)
        {
            volume = new double[time.Length];
            Array.Fill(volume, double.NaN);
        }
        if (open.Length != time.Length || high.Length != time.Length || low.Length != time.Length || close.Length != time.Length || volume.Length != time.Length)
            throw new ArgumentException($"bars: all columns must have {time.Length} values", nameof(time));
        for (var i = 0; i < time.Length; i++)
        {
            if (i > 0 && time[i] <= time[i - 1])
                throw new ArgumentException($"bars[{i}].time: {time[i]} must be later than {time[i - 1]}", nameof(time));
            if (high[i] < low[i])
                throw new ArgumentException($"bars[{i}].high: {high[i]} must not be below the low {low[i]}", nameof(high));
        }
        return new BarSeries(time, open, high, low, close, volume, 0, time.Length);
    }

    /// <summary>Makes a series from bars, oldest first.</summary>
    /// <param name="bars">Bars with strictly ascending times.</param>
    /// <exception cref="ArgumentException">As <see cref="FromArrays"/>.</exception>
    public static BarSeries From(IReadOnlyCollection<Bar> bars)
    {
        var n = bars.Count;
        var time = new long[n];
        double[] open = new double[n], high = new double[n], low = new double[n], close = new double[n], volume = new double[n];
        var i = 0;
        foreach (var bar in bars)
        {
            (time[i], open[i], high[i], low[i], close[i], volume[i]) = (bar.Time, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);
            i++;
        }
        return FromArrays(time, open, high, low, close, volume);
    }

    /// <summary>The bars from <paramref name="start"/>, <paramref name="count"/> of them, without copying.</summary>
    public BarSeries Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, Count);
        return new BarSeries(_time, _open, _high, _low, _close, _volume, _start + start, count);
    }

    /// <summary>
    /// The same bars with other prices from <paramref name="start"/> on, for as many as there are; those before and after are gaps.
    /// </summary>
    internal BarSeries WithPrices(int start, BarSeries prices)
    {
        return new BarSeries(_time, Put(prices.Open), Put(prices.High), Put(prices.Low), Put(prices.Close), _volume, _start, Count);
        double[] Put(ReadOnlySpan<double> values)
        {
            var column = GC.AllocateUninitializedArray<double>(_start + Count);
            column.AsSpan().Fill(double.NaN);
            values.CopyTo(column.AsSpan(_start + start));
            return column;
        }
    }

    /// <summary>Whether the bar has no prices.</summary>
    public bool IsGap(int index) => double.IsNaN(Close[index]) || double.IsNaN(Open[index]) || double.IsNaN(High[index]) || double.IsNaN(Low[index]);

    /// <summary>Index of the first bar at or after a time; <see cref="Count"/> when all are earlier.</summary>
    public int IndexAtOrAfter(long time)
    {
        var i = Time.BinarySearch(time);
        return i >= 0 ? i : ~i;
    }

    /// <summary>Whether any bar has a volume above zero.</summary>
    public bool HasVolume()
    {
        foreach (var v in Volume)
        {
            if (v > 0) return true;
        }
        return false;
    }
}
