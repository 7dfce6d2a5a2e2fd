namespace TradeMatrix.Charting.Studies;

/// <summary>Annual volatility in percent from the mean square of the last n logarithmic returns of the close, their trend taken as zero.</summary>
internal static class VolatilityZeroTrendCloseToClose
{
    public static readonly Study Study = new("Volatility Zero Trend Close-to-Close", s => s.Int("periods") + 1, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var squares = Array.ConvertAll(LogReturns.Of(x.Bars.Close), r => r * r);
        return new(new PlotValues("Plot", LogReturns.Annual(MovingAverages.Simple(squares, x.Int("periods")), x.Number("daysPerYear"))));
    }
}
