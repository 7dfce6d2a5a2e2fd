namespace TradeMatrix.Charting.Studies;

/// <summary>Two simple averages of the close, and where the short one crosses the long one.</summary>
internal static class MaCross
{
    public static readonly Study Study = new("MA Cross", s => Math.Max(s.Int("in_0"), s.Int("in_1")) + 1, Compute);

    /// <summary>
    /// The first line's value at each bar where it lies on the other side of the second than it last did, else NaN. Touching is no
    /// crossing, and neither is parting from a common start.
    /// </summary>
    public static double[] Crosses(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var result = Rolling.NaNs(first.Length);
        var side = 0;
        for (var i = 0; i < first.Length; i++)
        {
            var now = first[i] > second[i] ? 1 : first[i] < second[i] ? -1 : 0;
            if (now == 0) continue;
            if (now == -side) result[i] = first[i];
            side = now;
        }
        return result;
    }

    private static StudyValues Compute(StudyContext x)
    {
        double[] shorter = MovingAverages.Simple(x.Bars.Close, x.Int("in_0")), longer = MovingAverages.Simple(x.Bars.Close, x.Int("in_1"));
        return new(new("PlotShort", shorter), new("PlotLong", longer), new("PlotCrosses", Crosses(shorter, longer)));
    }
}
