namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Keltner Channels (Chester Keltner, 1960, as Linda Raschke redrew them): an exponential average, and a multiple of the bars' range above
/// and below. The range is the exponential average of the true range or of high − low, or the average true range by Wilder's smoothing.
/// </summary>
internal static class KeltnerChannels
{
    public static readonly Study Study =
        new("Keltner Channels", s => Math.Max(WarmUp.Exponential(s.Int("in_1")), WarmUp.Wilder(s.Int("atrLength"))) + 1, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var multiplier = x.Number("in_2");
        var middle = MovingAverages.Exponential(x.Source(), x.Int("in_1"));
        var range = Range(x);
        return new(
            new("Upper", Rolling.Combine(middle, range, (m, r) => m + (multiplier * r))),
            new("Middle", middle),
            new("Lower", Rolling.Combine(middle, range, (m, r) => m - (multiplier * r))));
    }

    private static double[] Range(StudyContext x)
    {
        var style = x.Text("bandsStyle");
        if (style == "auto") style = x.Flag("in_0") ? "true range" : "range";
        return style switch
        {
            "true range" => MovingAverages.Exponential(Rolling.TrueRange(x.Bars), x.Int("in_1")),
            "average true range" => MovingAverages.Wilder(Rolling.TrueRange(x.Bars), x.Int("atrLength")),
            _ => MovingAverages.Exponential(Rolling.Combine(x.Bars.High, x.Bars.Low, static (high, low) => high - low), x.Int("in_1")),
        };
    }
}
