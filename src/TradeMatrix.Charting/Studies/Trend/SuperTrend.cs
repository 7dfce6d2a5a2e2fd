namespace TradeMatrix.Charting.Studies;

/// <summary>
/// SuperTrend (Olivier Seban): bands so many average true ranges (Wilder's) around (H+L)/2 that only tighten until a close crosses them;
/// the lower one while the trend is up, the upper one while it is down. Begins as a downtrend, as TradingView does. Colours: 0 up, 1 down.
/// </summary>
internal static class SuperTrend
{
    public static readonly Study Study = new("Super Trend",
        s => WarmUp.Wilder(s.Int("in_0")) + WarmUp.Trailing(s.Number("in_1")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var factor = x.Number("in_1");
        var close = x.Bars.Close;
        var range = AverageTrueRange.Of(x.Bars, x.Int("in_0"));
        var trend = Rolling.NaNs(x.Count);
        var colors = new byte[x.Count];
        double upper = double.PositiveInfinity, lower = double.NegativeInfinity;
        var rising = false;
        for (var i = Rolling.First(range); i < trend.Length; i++)
        {
            double middle = (x.Bars.High[i] + x.Bars.Low[i]) / 2, distance = factor * range[i];
            lower = close[i - 1] < lower ? middle - distance : Math.Max(lower, middle - distance);
            upper = close[i - 1] > upper ? middle + distance : Math.Min(upper, middle + distance);
            rising = rising ? close[i] >= lower : close[i] > upper;
            trend[i] = rising ? lower : upper;
            colors[i] = (byte)(rising ? 0 : 1);
        }
        return new(new PlotValues("SuperTrend", trend) { Colors = colors });
    }
}
