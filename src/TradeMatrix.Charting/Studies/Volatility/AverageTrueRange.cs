using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Average True Range (J. Welles Wilder, 1978): the true range smoothed, by Wilder's smoothing unless another is asked for. The first bar,
/// which has no close before it, has no true range, so the first value stands at index n.
/// </summary>
internal static class AverageTrueRange
{
    public static readonly Study Study = new("Average True Range", s => WarmUp.Wilder(s.Int("in_0")) + 1, Compute);

    /// <summary>By Wilder's smoothing.</summary>
    public static double[] Of(BarSeries bars, int length) => MovingAverages.Wilder(Rolling.TrueRange(bars), length);

    private static StudyValues Compute(StudyContext x) =>
        new(new PlotValues("Plot", MovingAverages.ByName(x.Text("smoothing"), Rolling.TrueRange(x.Bars), x.Int("in_0"))));
}
