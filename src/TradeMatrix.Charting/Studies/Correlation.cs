namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Pearson's correlation of two arrays over the last n values, −1..1; NaN until a window is full and where one side does not move.
/// Deviations are taken from the newest value first, so that equal values have a variance of exactly zero.
/// </summary>
internal static class Correlation
{
    public static double[] Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int length)
    {
        var result = Rolling.NaNs(a.Length);
        for (var i = Math.Max(Rolling.First(a), Rolling.First(b)) + length - 1; i < a.Length; i++)
        {
            double meanA = 0, meanB = 0;
            for (var k = i - length + 1; k <= i; k++)
            {
                meanA += a[k] - a[i];
                meanB += b[k] - b[i];
            }
            meanA /= length;
            meanB /= length;

            double squaresA = 0, squaresB = 0, products = 0;
            for (var k = i - length + 1; k <= i; k++)
            {
                var (deviationA, deviationB) = (a[k] - a[i] - meanA, b[k] - b[i] - meanB);
                squaresA += deviationA * deviationA;
                squaresB += deviationB * deviationB;
                products += deviationA * deviationB;
            }
            result[i] = Math.Clamp(Ratio.Of(products, Math.Sqrt(squaresA) * Math.Sqrt(squaresB)), -1, 1);
        }
        return result;
    }
}
