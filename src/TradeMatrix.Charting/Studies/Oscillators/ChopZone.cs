using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Chop Zone (TradingView): the slope of the 34-bar exponential average of closes, scaled by the range of the last 30 bars and turned
/// into whole degrees. The value is 1 at every bar; the colour tells the angle: 0..3 upwards (from 5, 3.57, 2.14, 0.71 degrees),
/// 4..7 downwards by the same steps, 8 between. Without range it is 8.
/// </summary>
internal static class ChopZone
{
    private const int AverageLength = 34, RangeLength = 30;

    public static readonly Study Study = new("Chop Zone", static _ => WarmUp.Exponential(AverageLength), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var average = MovingAverages.Exponential(x.Bars.Close, AverageLength);
        double[] highest = Rolling.Highest(x.Bars.High, RangeLength), lowest = Rolling.Lowest(x.Bars.Low, RangeLength);
        var typical = PriceSource.Values(x.Bars, "hlc3");
        var values = Rolling.NaNs(x.Count);
        var colors = new byte[x.Count];
        for (var i = AverageLength; i < values.Length; i++)
        {
            var rise = (average[i] - average[i - 1]) / typical[i] * 25 / (highest[i] - lowest[i]) * lowest[i];
            var degrees = Math.Floor((Math.Atan(Math.Abs(rise)) * 180 / Math.PI) + 0.5);
            values[i] = 1;
            colors[i] = Color(rise < 0 ? -degrees : degrees);
        }
        return new(new PlotValues("Plot", values) { Colors = colors });
    }

    private static byte Color(double angle) => angle switch
    {
        >= 5 => 0,
        >= 3.57 => 1,
        >= 2.14 => 2,
        >= 0.71 => 3,
        <= -5 => 4,
        <= -3.57 => 5,
        <= -2.14 => 6,
        <= -0.71 => 7,
        _ => 8,
    };
}
