namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Volume by price of the visible bars: each bar's volume spread evenly over its range, as rising when it closes at or above its open.
/// The developing plots are the middle of the point of control and the edges of the value area of the bars so far, over the visible bars.
/// Without any volume there is no profile. More than 2,000 rows, finer than any chart's pixels, count as 2,000.
/// </summary>
internal static class VolumeProfileVisibleRange
{
    private const int MostRows = 2_000;

    public static readonly Study Study = new("Volume Profile Visible Range", static _ => 0, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        double[] control = Rolling.NaNs(x.Count), areaHigh = Rolling.NaNs(x.Count), areaLow = Rolling.NaNs(x.Count);
        var profile = Fill(x, control, areaHigh, areaLow);
        return new(new("Developing Poc", control), new("Developing VA High", areaHigh), new("Developing VA Low", areaLow)) { Profile = profile };
    }

    private static VolumeProfile? Fill(StudyContext x, double[] control, double[] areaHigh, double[] areaLow)
    {
        var (start, end, percent) = (Math.Max(x.VisibleStart, 0), Math.Min(x.VisibleEnd, x.Count), x.Number("vaVolume"));
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (var i = start; i < end; i++) (low, high) = (Math.Min(low, x.Bars.Low[i]), Math.Max(high, x.Bars.High[i]));
        if (end <= start) return null;

        var rows = new VolumeRows(low, high, high > low ? Math.Min(x.Int("rows"), MostRows) : 1);
        var traded = false;
        for (var i = start; i < end; i++)
        {
            if (x.Bars.Volume[i] > 0)
            {
                rows.Add(x.Bars.Low[i], x.Bars.High[i], x.Bars.Volume[i], x.Bars.Close[i] >= x.Bars.Open[i]);
                traded = true;
            }
            if (!traded) continue;
            var row = rows.PointOfControl();
            var (first, last) = rows.ValueArea(row, percent);
            control[i] = (rows.Edge(row) + rows.Edge(row + 1)) / 2;
            (areaHigh[i], areaLow[i]) = (rows.Edge(last + 1), rows.Edge(first));
        }
        return traded ? rows.Profile(percent) : null;
    }
}
