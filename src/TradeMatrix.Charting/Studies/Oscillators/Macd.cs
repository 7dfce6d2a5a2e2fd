namespace TradeMatrix.Charting.Studies;

/// <summary>MACD (Gerald Appel, 1979): fast less slow exponential average, its exponential average as signal, and their difference.</summary>
internal static class Macd
{
    public static readonly Study Study = new("MACD",
        s => WarmUp.Exponential(Math.Max(s.Int("in_0"), s.Int("in_1"))) + WarmUp.Exponential(s.Int("in_2")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var source = x.Source("in_3");
        var macd = Rolling.Combine(
            MovingAverages.Exponential(source, x.Int("in_0")), MovingAverages.Exponential(source, x.Int("in_1")), (fast, slow) => fast - slow);
        var signal = MovingAverages.Exponential(macd, x.Int("in_2"));
        var histogram = Rolling.Combine(macd, signal, (m, s) => m - s);
        return new(new("Histogram", histogram) { Colors = RisingAndFalling(histogram) }, new("MACD", macd), new("Signal", signal));
    }

    /// <summary>0 above zero and rising, 1 above zero and falling, 2 below zero and rising, 3 below zero and falling.</summary>
    private static byte[] RisingAndFalling(double[] values)
    {
        var colors = new byte[values.Length];
        for (var i = 1; i < values.Length; i++)
        {
            var falling = values[i] < values[i - 1];
            colors[i] = (byte)((values[i] >= 0 ? 0 : 2) + (falling ? 1 : 0));
        }
        return colors;
    }
}
