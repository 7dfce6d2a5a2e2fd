namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Annual volatility in percent from open, high, low and close (Mark Garman and Michael Klass, 1980). A bar's variance while the market
/// is open is ½ ln(H/L)² − (2 ln 2 − 1) ln(C/O)²; when it is closed a fraction f of the time, the opening jump ln(O/C₁)² counts
/// 0.12 / f and the open part 0.88 / (1 − f). Mean of the last n bars.
/// </summary>
internal static class VolatilityOhlc
{
    private const double JumpWeight = 0.12;

    private static readonly double CloseWeight = (2 * Math.Log(2)) - 1;

    public static readonly Study Study = new("Volatility O-H-L-C", s => s.Int("periods") + 1, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var closed = x.Number("marketClosedPercentage");
        var variance = Rolling.NaNs(x.Count);
        for (var i = closed > 0 ? 1 : 0; i < variance.Length; i++)
        {
            double range = LogReturns.Ratio(x.Bars.High[i], x.Bars.Low[i]), body = LogReturns.Ratio(x.Bars.Close[i], x.Bars.Open[i]);
            variance[i] = (range * range / 2) - (CloseWeight * body * body);
            if (closed <= 0) continue;
            var jump = LogReturns.Ratio(x.Bars.Open[i], x.Bars.Close[i - 1]);
            variance[i] = (JumpWeight * jump * jump / closed) + ((1 - JumpWeight) * variance[i] / (1 - closed));
        }
        return new(new PlotValues("Plot", LogReturns.Annual(MovingAverages.Simple(variance, x.Int("periods")), x.Number("daysPerYear"))));
    }
}
