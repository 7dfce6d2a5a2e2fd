namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Aroon (Tushar Chande, 1995): how recent the highest high (upper) and the lowest low (lower) of the last n+1 bars are;
/// 100 at this bar, 0 n bars ago. Of equal extremes the newest counts.
/// </summary>
internal static class Aroon
{
    public static readonly Study Study = new("Aroon", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var length = x.Int("in_0");
        double[] upper = Rolling.NaNs(x.Count), lower = Rolling.NaNs(x.Count);
        ReadOnlySpan<double> high = x.Bars.High, low = x.Bars.Low;
        for (var i = length; i < x.Count; i++)
        {
            var (highest, lowest) = (i, i);
            for (var k = i - 1; k >= i - length; k--)
            {
                if (high[k] > high[highest]) highest = k;
                if (low[k] < low[lowest]) lowest = k;
            }
            upper[i] = 100.0 * (length - (i - highest)) / length;
            lower[i] = 100.0 * (length - (i - lowest)) / length;
        }
        return new(new("Upper", upper), new("Lower", lower));
    }
}
