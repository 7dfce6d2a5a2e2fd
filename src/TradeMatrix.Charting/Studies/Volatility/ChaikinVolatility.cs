namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Chaikin Volatility (Marc Chaikin): change in percent, over so many bars, of the exponential average of high less low; NaN where the
/// earlier average is 0.
/// </summary>
internal static class ChaikinVolatility
{
    public static readonly Study Study =
        new("Chaikin Volatility", s => WarmUp.Exponential(s.Int("periods")) + s.Int("rocLookback"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var lookback = x.Int("rocLookback");
        var average = MovingAverages.Exponential(Rolling.Combine(x.Bars.High, x.Bars.Low, static (high, low) => high - low), x.Int("periods"));
        var result = Rolling.NaNs(x.Count);
        for (var i = lookback; i < result.Length; i++)
        {
            var before = average[i - lookback];
            result[i] = before == 0 ? double.NaN : 100 * (average[i] - before) / before;
        }
        return new(new PlotValues("Plot", result));
    }
}
