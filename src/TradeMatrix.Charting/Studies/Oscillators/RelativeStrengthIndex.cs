namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Relative Strength Index (J. Welles Wilder, 1978): 100 − 100 / (1 + average gain / average loss), both by Wilder's smoothing,
/// so the first value stands at index n. Without any loss it is 100.
/// </summary>
internal static class RelativeStrengthIndex
{
    public static readonly Study Study =
        new("Relative Strength Index", s => WarmUp.Wilder(s.Int("length")) + s.Int("smoothingLength"), Compute);

    /// <summary>RSI of any values.</summary>
    public static double[] Of(ReadOnlySpan<double> source, int length)
    {
        var change = Rolling.Change(source);
        double[] gain = Array.ConvertAll(change, c => c < 0 ? 0 : c), loss = Array.ConvertAll(change, c => c > 0 ? 0 : -c);
        return Rolling.Combine(MovingAverages.Wilder(gain, length), MovingAverages.Wilder(loss, length),
            (g, l) => l == 0 ? 100 : 100 - (100 / (1 + (g / l))));
    }

    private static StudyValues Compute(StudyContext x)
    {
        var rsi = Of(x.Source(), x.Int("length"));
        return new(
            new("Plot", rsi),
            new("Smoothed MA", MovingAverages.ByName(x.Text("smoothingLine"), rsi, x.Int("smoothingLength"))));
    }
}
