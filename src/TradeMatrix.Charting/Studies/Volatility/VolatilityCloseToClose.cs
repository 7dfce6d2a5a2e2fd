namespace TradeMatrix.Charting.Studies;

/// <summary>Annual volatility in percent from the sample variance (n − 1) of the last n logarithmic returns of the close.</summary>
internal static class VolatilityCloseToClose
{
    public static readonly Study Study = new("Volatility Close-to-Close", s => s.Int("periods") + 1, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var length = x.Int("periods");
        var deviation = Rolling.Deviation(LogReturns.Of(x.Bars.Close), length);
        var variance = Array.ConvertAll(deviation, d => d * d * length / (length - 1.0));
        return new(new PlotValues("Plot", LogReturns.Annual(variance, x.Number("daysPerYear"))));
    }
}
