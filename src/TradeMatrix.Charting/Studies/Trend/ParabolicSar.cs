namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Parabolic stop and reverse (J. Welles Wilder, 1978). The first direction is that of the second close, its stop the first bar's far
/// end. As on TradingView a stop is first tested against the bar and then held outside the two bars before. Factors outside 0..1, which
/// would step past the extreme or away from it, count as the nearer end.
/// </summary>
internal static class ParabolicSar
{
    public static readonly Study Study = new("Parabolic SAR", static _ => 500, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        ReadOnlySpan<double> high = x.Bars.High, low = x.Bars.Low, close = x.Bars.Close;
        double start = Factor(x.Number("in_0")), increment = Factor(x.Number("in_1")), maximum = Factor(x.Number("in_2"));
        var result = Rolling.NaNs(x.Count);
        if (x.Count < 2) return new(new PlotValues("Plot", result));

        var rising = close[1] > close[0];
        var (stop, extreme, factor) = rising ? (low[0], high[1], start) : (high[0], low[1], start);
        for (var i = 1; i < result.Length; i++)
        {
            stop += factor * (extreme - stop);
            if (rising ? low[i] < stop : high[i] > stop)
            {
                rising = !rising;
                stop = rising ? Math.Min(low[i], extreme) : Math.Max(high[i], extreme);
                (extreme, factor) = (rising ? high[i] : low[i], start);
            }
            else if (rising ? high[i] > extreme : low[i] < extreme)
            {
                (extreme, factor) = (rising ? high[i] : low[i], Math.Min(factor + increment, maximum));
            }
            for (var k = Math.Max(i - 2, 0); k < i; k++) stop = rising ? Math.Min(stop, low[k]) : Math.Max(stop, high[k]);
            result[i] = stop;
        }
        return new(new PlotValues("Plot", result));
    }

    private static double Factor(double value) => Math.Clamp(value, 0, 1);
}
