namespace TradeMatrix.Charting.Studies;

/// <summary>Swing highs and lows with their prices: no bar within so many to either side is higher (lower). NaN elsewhere.</summary>
internal static class PivotPointsHighLow
{
    public static readonly Study Study =
        new("Pivot Points High Low", s => Math.Max(s.Int("lengthHigh"), s.Int("lengthLow")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        double[] highs = Rolling.NaNs(x.Count), lows = Rolling.NaNs(x.Count);
        var (reachHigh, reachLow) = (x.Int("lengthHigh"), x.Int("lengthLow"));
        for (var i = 0; i < x.Count; i++)
        {
            if (SwingPoint.IsHigh(x.Bars.High, i, reachHigh)) highs[i] = x.Bars.High[i];
            if (SwingPoint.IsLow(x.Bars.Low, i, reachLow)) lows[i] = x.Bars.Low[i];
        }
        return new(
            new("Pivot High", highs) { Mark = PlotMark.LabelAbove },
            new("Pivot Low", lows) { Mark = PlotMark.LabelBelow });
    }
}
