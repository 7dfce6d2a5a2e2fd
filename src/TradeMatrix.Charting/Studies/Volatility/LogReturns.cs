namespace TradeMatrix.Charting.Studies;

/// <summary>Logarithmic returns and what volatilities make of them.</summary>
internal static class LogReturns
{
    /// <summary>ln(b/a); NaN when the prices do not have one sign.</summary>
    public static double Ratio(double b, double a) => b / a is > 0 and < double.PositiveInfinity ? Math.Log(b / a) : double.NaN;

    /// <summary>Return of each value on the one before; NaN at the first.</summary>
    public static double[] Of(ReadOnlySpan<double> source)
    {
        var result = Rolling.NaNs(source.Length);
        for (var i = 1; i < result.Length; i++) result[i] = Ratio(source[i], source[i - 1]);
        return result;
    }

    /// <summary>Volatility a year in percent from variances a bar; the rounding of a variance of nothing may leave it below 0.</summary>
    public static double[] Annual(double[] variance, double barsPerYear) =>
        Array.ConvertAll(variance, v => 100 * Math.Sqrt(Math.Max(v, 0) * barsPerYear));
}
