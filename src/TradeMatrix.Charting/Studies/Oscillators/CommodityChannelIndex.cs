namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Commodity Channel Index (Donald Lambert, 1980): distance of the price from its simple average by 0.015 times the mean absolute
/// deviation. Where all prices of the window are equal the price is at its average, and the value 0.
/// </summary>
internal static class CommodityChannelIndex
{
    public static readonly Study Study = new("Commodity Channel Index",
        s => s.Int("in_0") + WarmUp.Exponential(s.Int("smoothingLength")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var cci = Of(x.Source(), x.Int("in_0"));
        return new(
            new("Plot", cci),
            new("Smoothed MA", MovingAverages.ByName(x.Text("smoothingLine"), cci, x.Int("smoothingLength"))));
    }

    /// <summary>Reckoned in distances from the newest price, which are exactly zero for equal prices.</summary>
    private static double[] Of(ReadOnlySpan<double> source, int length)
    {
        var result = Rolling.NaNs(source.Length);
        for (var i = Rolling.First(source) + length - 1; i < source.Length; i++)
        {
            double mean = 0, deviation = 0;
            for (var k = i - length + 1; k <= i; k++) mean += source[k] - source[i];
            mean /= length;
            for (var k = i - length + 1; k <= i; k++) deviation += Math.Abs(source[k] - source[i] - mean);
            result[i] = deviation == 0 ? 0 : Ratio.Of(-mean, 0.015 * deviation / length);
        }
        return result;
    }
}
