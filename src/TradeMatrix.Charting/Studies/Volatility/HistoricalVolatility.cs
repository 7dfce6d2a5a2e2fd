using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Annual volatility in percent: population standard deviation of the last n logarithmic returns times the root of the bars a year. As
/// TradingView counts them: 365 for charts up to 1D, 365/7 above.
/// </summary>
internal static class HistoricalVolatility
{
    public static readonly Study Study = new("Historical Volatility", s => s.Int("in_0") + 1, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var deviation = Rolling.Deviation(LogReturns.Of(x.Bars.Close), x.Int("in_0"));
        var barsPerYear = x.Timeframe.IsIntraday || x.Timeframe == Timeframe.D1 ? 365 : 365 / 7.0;
        return new(new PlotValues("Plot", LogReturns.Annual(Array.ConvertAll(deviation, d => d * d), barsPerYear)));
    }
}
