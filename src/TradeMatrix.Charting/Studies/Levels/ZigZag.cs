namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Zig Zag as TradingView draws it: swing points with half the depth of bars on either side; one against the last direction counts when it
/// lies at least the deviation, in percent of the last pivot, away from it, one in the same direction replaces the last pivot when it is
/// further out. Values lie on the straight line from pivot to pivot, NaN before the first and after the last.
/// </summary>
internal static class ZigZag
{
    // Pivots follow from the ones before; bars enough for the first choice to be forgotten, and for the line's start to the left.
    public static readonly Study Study = new("Zig Zag", s => 500 + (10 * s.Int("in_1")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var pivots = Pivots(x);
        var line = Rolling.NaNs(x.Count);
        for (var p = 1; p < pivots.Count; p++)
        {
            var (a, b) = (pivots[p - 1], pivots[p]);
            for (var i = a.Index; i <= b.Index; i++) line[i] = a.Price + ((b.Price - a.Price) * (i - a.Index) / (b.Index - a.Index));
        }
        return new(new PlotValues("Plot", line));
    }

    private static List<Pivot> Pivots(StudyContext x)
    {
        var (deviation, reach) = (x.Number("in_0") / 100, x.Int("in_1") / 2);
        var pivots = new List<Pivot>();
        for (var i = reach; i < x.Count - reach; i++)
        {
            // A bar that is both is taken as the high, unless that changes nothing.
            if (SwingPoint.IsHigh(x.Bars.High, i, reach) && Take(pivots, new(i, x.Bars.High[i], true), deviation)) continue;
            if (SwingPoint.IsLow(x.Bars.Low, i, reach)) Take(pivots, new(i, x.Bars.Low[i], false), deviation);
        }
        return pivots;
    }

    private static bool Take(List<Pivot> pivots, Pivot next, double deviation)
    {
        if (pivots.Count == 0)
        {
            pivots.Add(next);
            return true;
        }
        var last = pivots[^1];
        if (last.IsHigh == next.IsHigh)
        {
            if (next.IsHigh ? next.Price <= last.Price : next.Price >= last.Price) return false;
            pivots[^1] = next;
            return true;
        }
        // The sign matters: a "high" below the last low is no reversal.
        var move = next.IsHigh ? next.Price - last.Price : last.Price - next.Price;
        if (move < deviation * Math.Abs(last.Price)) return false;
        pivots.Add(next);
        return true;
    }

    private readonly record struct Pivot(int Index, double Price, bool IsHigh);
}
