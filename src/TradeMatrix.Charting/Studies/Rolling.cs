using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Studies;

/// <summary>Rolling windows over arrays. Leading NaN values are passed over; results have the source's length, NaN until a window is full.</summary>
internal static class Rolling
{
    /// <summary>An array of NaN.</summary>
    public static double[] NaNs(int count)
    {
        var result = new double[count];
        Array.Fill(result, double.NaN);
        return result;
    }

    /// <summary>Index of the first value; the length when there is none.</summary>
    public static int First(ReadOnlySpan<double> source)
    {
        var i = 0;
        while (i < source.Length && double.IsNaN(source[i])) i++;
        return i;
    }

    /// <summary>Sum of the last n values.</summary>
    public static double[] Sum(ReadOnlySpan<double> source, int length)
    {
        var result = NaNs(source.Length);
        for (var i = First(source) + length - 1; i < source.Length; i++)
        {
            var sum = 0.0;
            for (var k = i - length + 1; k <= i; k++) sum += source[k];
            result[i] = sum;
        }
        return result;
    }

    /// <summary>Highest of the last n values.</summary>
    public static double[] Highest(ReadOnlySpan<double> source, int length)
    {
        var result = NaNs(source.Length);
        for (var i = First(source) + length - 1; i < source.Length; i++)
        {
            var highest = double.NegativeInfinity;
            for (var k = i - length + 1; k <= i; k++) highest = Math.Max(highest, source[k]);
            result[i] = highest;
        }
        return result;
    }

    /// <summary>Lowest of the last n values.</summary>
    public static double[] Lowest(ReadOnlySpan<double> source, int length)
    {
        var result = NaNs(source.Length);
        for (var i = First(source) + length - 1; i < source.Length; i++)
        {
            var lowest = double.PositiveInfinity;
            for (var k = i - length + 1; k <= i; k++) lowest = Math.Min(lowest, source[k]);
            result[i] = lowest;
        }
        return result;
    }

    /// <summary>Middle between the highest high and the lowest low of the last n bars.</summary>
    public static double[] Midpoint(BarSeries bars, int length) =>
        Combine(Highest(bars.High, length), Lowest(bars.Low, length), static (high, low) => (high + low) / 2);

    /// <summary>Population standard deviation of the last n values; exactly 0 when they are equal.</summary>
    public static double[] Deviation(ReadOnlySpan<double> source, int length)
    {
        var result = NaNs(source.Length);
        for (var i = First(source) + length - 1; i < source.Length; i++)
        {
            var window = source.Slice(i - length + 1, length);
            double mean = 0, squares = 0;
            // Measured from the first value, so that equal values leave no rounding behind.
            foreach (var value in window) mean += value - window[0];
            mean /= length;
            foreach (var value in window) squares += (value - window[0] - mean) * (value - window[0] - mean);
            result[i] = Math.Sqrt(squares / length);
        }
        return result;
    }

    /// <summary>Each value less the one n bars before.</summary>
    public static double[] Change(ReadOnlySpan<double> source, int length = 1)
    {
        var result = NaNs(source.Length);
        for (var i = length; i < source.Length; i++) result[i] = source[i] - source[i - length];
        return result;
    }

    /// <summary>A value by bar from two arrays.</summary>
    public static double[] Combine(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Func<double, double, double> formula)
    {
        var result = new double[a.Length];
        for (var i = 0; i < result.Length; i++) result[i] = formula(a[i], b[i]);
        return result;
    }

    /// <summary>Wilder's true range; NaN at the first bar, which has no close before it.</summary>
    public static double[] TrueRange(BarSeries bars)
    {
        var result = NaNs(bars.Count);
        for (var i = 1; i < result.Length; i++)
            result[i] = Math.Max(bars.High[i], bars.Close[i - 1]) - Math.Min(bars.Low[i], bars.Close[i - 1]);
        return result;
    }
}
