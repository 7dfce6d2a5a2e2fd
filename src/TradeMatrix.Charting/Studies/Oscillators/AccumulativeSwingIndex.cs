using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Accumulative Swing Index (J. Welles Wilder, 1978): running total of the swing index 50 · N/R · K/T, which weighs a bar's open and
/// close against those of the bar before. T is the limit move in price units; the total starts at the second bar.
/// </summary>
internal static class AccumulativeSwingIndex
{
    public static readonly Study Study = new("Accumulative Swing Index", WarmUp.All, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var total = 0.0;
        var values = Rolling.NaNs(x.Count);
        for (var i = 1; i < values.Length; i++)
        {
            total += Swing(x.Bars[i - 1], x.Bars[i], x.Number("in_0"));
            values[i] = total;
        }
        return new(new PlotValues("ASI", values));
    }

    /// <summary>−100..100 as long as no bar moves further than the limit; 0 without range.</summary>
    private static double Swing(Bar before, Bar bar, double limit)
    {
        var (up, down, range) = (Math.Abs(bar.High - before.Close), Math.Abs(bar.Low - before.Close), bar.High - bar.Low);
        var weighted = Math.Max(up, down) > range
            ? Math.Max(up, down) - (0.5 * Math.Min(up, down))
            : range;
        weighted += 0.25 * Math.Abs(before.Close - before.Open);
        if (weighted == 0) return 0;
        var net = bar.Close - before.Close + (0.5 * (bar.Close - bar.Open)) + (0.25 * (before.Close - before.Open));
        return 50 * net / weighted * Math.Max(up, down) / limit;
    }
}
