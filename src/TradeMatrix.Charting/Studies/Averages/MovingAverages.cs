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

    private static double[] Smooth(ReadOnlySpan<double> source, int length, double factor)
    {
        var result = Rolling.NaNs(source.Length);
        var seed = Rolling.First(source) + length - 1;
        if (seed >= source.Length) return result;
        var value = 0.0;
        for (var i = seed - length + 1; i <= seed; i++) value += source[i];
        value /= length;
        result[seed] = value;
        for (var i = seed + 1; i < source.Length; i++)
        {
            value += (source[i] - value) * factor;
            result[i] = value;
        }
        return result;
    }
}
