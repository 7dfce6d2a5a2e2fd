using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Layout;

/// <summary>Bars to horizontal pixels: by index, so that nights, weekends and holidays take no room.</summary>
public sealed class TimeScale
{
    /// <summary>The left edge lies on a grid of so many steps a bar, so that a pixel never depends on how many bars came long before.</summary>
    private const double Grid = 1 << 20;

    private readonly BarSeries _bars;
    private readonly double _duration;

    internal TimeScale(BarSeries bars, Timeframe timeframe, double left, double right, double first, double spacing)
    {
        first = Math.Round(first * Grid) / Grid;
        (_bars, Left, Right, First, Spacing) = (bars, left, right, first, spacing);
        _duration = timeframe.Duration.TotalMilliseconds;
        FirstVisible = Math.Clamp((int)Math.Ceiling(first - 0.5), 0, bars.Count);
        EndVisible = Math.Clamp((int)Math.Floor(first + ((right - left) / spacing) - 0.5) + 1, FirstVisible, bars.Count);
    }

    /// <summary>The bars it places.</summary>
    internal BarSeries Bars => _bars;

    /// <summary>Left edge of the plot, pixels.</summary>
    public double Left { get; }

    /// <summary>Right edge of the plot, pixels.</summary>
    public double Right { get; }

    /// <summary>Bar index at the left edge, where bar i spans i − 0.5 to i + 0.5, plus 0.5.</summary>
    public double First { get; }

    /// <summary>Pixels from bar to bar.</summary>
    public double Spacing { get; }

    /// <summary>Index of the first bar whose centre is visible.</summary>
    public int FirstVisible { get; }

    /// <summary>Index after the last bar whose centre is visible.</summary>
    public int EndVisible { get; }

    /// <summary>Centre of a bar, pixels; any index, also between and beyond the bars.</summary>
    public double X(double index) => Left + ((index + 0.5 - First) * Spacing);

    /// <summary>The bar index, with fraction, at a pixel.</summary>
    public double IndexAt(double x) => ((x - Left) / Spacing) + First - 0.5;

    /// <summary>
    /// The bar index, with fraction, of a time: exact on a bar's open time, interpolated between bars, and beyond them
    /// extended by the timeframe.
    /// </summary>
    /// <param name="time">Unix milliseconds UTC.</param>
    public double IndexOf(long time)
    {
        var n = _bars.Count;
        if (n == 0) return 0;
        if (time <= _bars.Time[0]) return (time - _bars.Time[0]) / _duration;
        if (time >= _bars.Time[n - 1]) return n - 1 + ((time - _bars.Time[n - 1]) / _duration);
        var after = _bars.IndexAtOrAfter(time);
        if (_bars.Time[after] == time) return after;
        double from = _bars.Time[after - 1], to = _bars.Time[after];
        return after - 1 + ((time - from) / (to - from));
    }

    /// <summary>The time at a bar index, also between and beyond the bars; Unix milliseconds UTC.</summary>
    public long TimeAt(double index)
    {
        var n = _bars.Count;
        if (n == 0) return 0;
        if (index <= 0) return (long)(_bars.Time[0] + (index * _duration));
        if (index >= n - 1) return (long)(_bars.Time[n - 1] + ((index - (n - 1)) * _duration));
        var i = (int)index;
        return (long)(_bars.Time[i] + ((index - i) * (_bars.Time[i + 1] - _bars.Time[i])));
    }
}
