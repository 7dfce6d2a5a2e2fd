namespace TradeMatrix.Charting.Studies;

/// <summary>Rows of equal height between two prices, and the volume that fell into each.</summary>
/// <param name="low">Lower edge of the lowest row.</param>
/// <param name="high">Upper edge of the highest row; equal edges make a single row without height.</param>
/// <param name="count">Number of rows.</param>
internal sealed class VolumeRows(double low, double high, int count)
{
    private readonly double _height = (high - low) / count;

    /// <summary>Volume of rising bars by row, lowest first.</summary>
    public double[] Up { get; } = new double[count];

    /// <summary>Volume of falling bars by row.</summary>
    public double[] Down { get; } = new double[count];

    /// <summary>Lower edge of a row; the upper edge of the one below.</summary>
    public double Edge(int row) => row == count ? high : low + (row * _height);

    /// <summary>Spreads the volume of a bar evenly over its range.</summary>
    public void Add(double barLow, double barHigh, double volume, bool rising)
    {
        var rows = rising ? Up : Down;
        var (first, last) = (RowOf(barLow), RowOf(barHigh));
        if (first == last)
        {
            rows[first] += volume;
            return;
        }
        for (var r = first; r <= last; r++)
        {
            double bottom = r == first ? barLow : Edge(r), top = r == last ? barHigh : Edge(r + 1);
            rows[r] += volume * (top - bottom) / (barHigh - barLow);
        }
    }

    /// <summary>The row with the most volume, the lowest of equal ones.</summary>
    public int PointOfControl()
    {
        var best = 0;
        for (var r = 1; r < count; r++)
        {
            if (Total(r) > Total(best)) best = r;
        }
        return best;
    }

    /// <summary>
    /// The rows around the point of control that hold so many percent of the volume: the larger neighbour joins first, the upper of equal ones.
    /// </summary>
    public (int First, int Last) ValueArea(int pointOfControl, double percent)
    {
        var target = 0.0;
        for (var r = 0; r < count; r++) target += Total(r);
        target *= percent / 100;
        var (first, last, held) = (pointOfControl, pointOfControl, Total(pointOfControl));
        while (held < target && (first > 0 || last < count - 1))
        {
            double above = last < count - 1 ? Total(last + 1) : -1, below = first > 0 ? Total(first - 1) : -1;
            held += Math.Max(above, below);
            if (above >= below) last++;
            else first--;
        }
        return (first, last);
    }

    /// <summary>The profile as it stands.</summary>
    public VolumeProfile Profile(double valueAreaPercent)
    {
        var control = PointOfControl();
        var (first, last) = ValueArea(control, valueAreaPercent);
        return new(low, _height, Up, Down, first, last, control);
    }

    private double Total(int row) => Up[row] + Down[row];

    private int RowOf(double price) => _height > 0 ? Math.Clamp((int)((price - low) / _height), 0, count - 1) : 0;
}
