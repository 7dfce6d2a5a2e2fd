namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Straight lines by least squares through the last n values, at x = 0 (oldest) to n − 1 (newest). Leading NaN values are passed over;
/// results have the source's length, NaN until a window is full. A single value has slope 0.
/// </summary>
internal static class LinearRegression
{
    /// <summary>The line's value at the newest bar, or so many bars before it.</summary>
    /// <param name="source">The values.</param>
    /// <param name="length">Values in a window; none gives no value.</param>
    /// <param name="offset">Bars before the newest; negative for a forecast.</param>
    public static double[] Value(ReadOnlySpan<double> source, int length, int offset = 0)
    {
        var result = Rolling.NaNs(source.Length);
        for (var i = Start(source, length); i < source.Length; i++)
        {
            var (mean, slope) = Fit(source.Slice(i - length + 1, length));
            result[i] = mean + (slope * (((length - 1) / 2.0) - offset));
        }
        return result;
    }

    /// <summary>The line's rise in a bar, price units.</summary>
    public static double[] Slope(ReadOnlySpan<double> source, int length)
    {
        var result = Rolling.NaNs(source.Length);
        for (var i = Start(source, length); i < source.Length; i++) result[i] = Fit(source.Slice(i - length + 1, length)).Slope;
        return result;
    }

    /// <summary>Standard error of the estimate: the root of the squared distances from the line over n − 2; NaN for n below 3.</summary>
    public static double[] StandardError(ReadOnlySpan<double> source, int length)
    {
        var result = Rolling.NaNs(source.Length);
        if (length < 3) return result;
        for (var i = Start(source, length); i < source.Length; i++)
        {
            var window = source.Slice(i - length + 1, length);
            var (mean, slope) = Fit(window);
            var squares = 0.0;
            for (var k = 0; k < length; k++)
            {
                var distance = window[k] - mean - (slope * (k - ((length - 1) / 2.0)));
                squares += distance * distance;
            }
            result[i] = Math.Sqrt(squares / (length - 2));
        }
        return result;
    }

    private static int Start(ReadOnlySpan<double> source, int length) => length < 1 ? source.Length : Rolling.First(source) + length - 1;

    /// <summary>Mean, which is the line's value in the middle, and slope.</summary>
    private static (double Mean, double Slope) Fit(ReadOnlySpan<double> window)
    {
        double n = window.Length, middle = (n - 1) / 2, sum = 0, products = 0;
        for (var k = 0; k < window.Length; k++)
        {
            // Measured from the first value, so that equal values give slope 0 exactly.
            var y = window[k] - window[0];
            sum += y;
            products += (k - middle) * y;
        }
        return (window[0] + (sum / n), window.Length == 1 ? 0 : products * 12 / (n * ((n * n) - 1)));
    }
}
