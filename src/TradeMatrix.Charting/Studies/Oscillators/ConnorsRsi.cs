namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Connors RSI (Larry Connors, 2012), 0..100: mean of the RSI of closes, the RSI of the length of the current run of rising (positive)
/// or falling (negative) closes, and the percentage of the last n one-bar changes in percent that are below the newest.
/// </summary>
internal static class ConnorsRsi
{
    /// <summary>A run of closes in one direction is taken to be no longer.</summary>
    private const int LongestRun = 100;

    public static readonly Study Study = new("Connors RSI",
        s => Math.Max(Math.Max(WarmUp.Wilder(s.Int("in_0")), WarmUp.Wilder(s.Int("in_1")) + LongestRun), s.Int("in_2") + 1), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var price = RelativeStrengthIndex.Of(x.Bars.Close, x.Int("in_0"));
        var run = RelativeStrengthIndex.Of(Runs(x.Bars.Close), x.Int("in_1"));
        var rank = PercentRank(RateOfChange.Of(x.Bars.Close, 1), x.Int("in_2"));
        for (var i = 0; i < rank.Length; i++) rank[i] = (price[i] + run[i] + rank[i]) / 3;
        return new(new PlotValues("CRSI", rank));
    }

    private static double[] Runs(ReadOnlySpan<double> close)
    {
        var runs = new double[close.Length];
        for (var i = 1; i < runs.Length; i++)
        {
            runs[i] = close[i].CompareTo(close[i - 1]) switch
            {
                > 0 => Math.Max(runs[i - 1], 0) + 1,
                < 0 => Math.Min(runs[i - 1], 0) - 1,
                _ => 0,
            };
        }
        return runs;
    }

    private static double[] PercentRank(double[] source, int length)
    {
        var result = Rolling.NaNs(source.Length);
        for (var i = Rolling.First(source) + length; i < source.Length; i++)
        {
            if (double.IsNaN(source[i])) continue;
            var below = 0;
            for (var k = i - length; k < i; k++)
            {
                if (source[k] < source[i]) below++;
            }
            result[i] = 100.0 * below / length;
        }
        return result;
    }
}
