namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Moving averages over arrays. Leading NaN values (a source still warming up) are passed over; the result has the source's
/// length with NaN until the first full window. Sums run over each window afresh, so a value depends on its window alone.
/// </summary>
internal static class MovingAverages
{
    /// <summary>The average that a method input names: SMA/Simple, EMA/Exponential, WMA/Weighted, RMA/Wilder Smoothing.</summary>
    public static double[] ByName(string method, ReadOnlySpan<double> source, int length) => method switch
    {
        "SMA" or "Simple" => Simple(source, length),
        "EMA" or "Exponential" => Exponential(source, length),
        "WMA" or "Weighted" => Weighted(source, length),
        "RMA" or "Wilder Smoothing" => Wilder(source, length),
        _ => throw new ArgumentException($"method: '{method}' must be SMA, EMA, WMA or RMA", nameof(method)),
    };

    /// <summary>Mean of the last n values.</summary>
    public static double[] Simple(ReadOnlySpan<double> source, int length)
    {
        var result = Rolling.Sum(source, length);
        for (var i = 0; i < result.Length; i++) result[i] /= length;
        return result;
    }

    /// <summary>Exponential average with factor 2/(n+1), seeded with the mean of the first n values.</summary>
    public static double[] Exponential(ReadOnlySpan<double> source, int length) => Smooth(source, length, 2.0 / (length + 1));

    /// <summary>Wilder's smoothing (1978) with factor 1/n, seeded with the mean of the first n values.</summary>
    public static double[] Wilder(ReadOnlySpan<double> source, int length) => Smooth(source, length, 1.0 / length);

    /// <summary>Linearly weighted average: the newest value counts n times, the oldest once.</summary>
    public static double[] Weighted(ReadOnlySpan<double> source, int length)
    {
        var result = Rolling.NaNs(source.Length);
        var divisor = length * (length + 1.0) / 2;
        for (var i = Rolling.First(source) + length - 1; i < source.Length; i++)
        {
            var sum = 0.0;
            for (var k = 0; k < length; k++) sum += source[i - length + 1 + k] * (k + 1);
            result[i] = sum / divisor;
        }
        return result;
    }

    /// <summary>Average by fixed weights.</summary>
    /// <param name="source">The values.</param>
    /// <param name="weights">Weights of a window, oldest value first; their sum is divided out. Without any there is no value.</param>
    public static double[] Weighted(ReadOnlySpan<double> source, ReadOnlySpan<double> weights)
    {
        var result = Rolling.NaNs(source.Length);
        if (weights.IsEmpty) return result;
        var divisor = 0.0;
        foreach (var weight in weights) divisor += weight;
        for (var i = Rolling.First(source) + weights.Length - 1; i < source.Length; i++)
        {
            var window = source.Slice(i - weights.Length + 1, weights.Length);
            var sum = 0.0;
            for (var k = 0; k < window.Length; k++) sum += window[k] * weights[k];
            result[i] = sum / divisor;
        }
        return result;
    }

    /// <summary>A bar without a value has no average and leaves the state as it was: one unknown volume must not end the average.</summary>
    private static double[] Smooth(ReadOnlySpan<double> source, int length, double factor)
    {
        var result = Rolling.NaNs(source.Length);
        var (value, count) = (0.0, 0);
        for (var i = 0; i < source.Length; i++)
        {
            if (double.IsNaN(source[i])) continue;
            count++;
            if (count > length) value += (source[i] - value) * factor;
            else value += source[i];
            if (count == length) value /= length;
            if (count >= length) result[i] = value;
        }
        return result;
    }
}
