namespace TradeMatrix.Charting.Studies;

/// <summary>Price Volume Trend: running total of volume times the close's relative change, from 0 at the first bar.</summary>
internal static class PriceVolumeTrend
{
    public static readonly Study Study = new("Price Volume Trend", WarmUp.All, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var trend = new double[x.Count];
        var volume = VolumeFlow.Known(x.Bars);
        for (var i = 1; i < trend.Length; i++)
        {
            var before = x.Bars.Close[i - 1];
            trend[i] = trend[i - 1] + (before == 0 ? 0 : volume[i] * (x.Bars.Close[i] - before) / before);
        }
        return new(new PlotValues("PVT", trend));
    }
}
