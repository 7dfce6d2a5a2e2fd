namespace TradeMatrix.Charting.Studies;

/// <summary>
/// SMI Ergodic Indicator and Oscillator (William Blau, 1995): the <see cref="TrueStrengthIndex"/> of closes as a fraction (−1..1), its
/// exponential average as signal, and their difference as oscillator.
/// </summary>
internal static class SmiErgodic
{
    public static readonly Study Study = new("SMI Ergodic Indicator/Oscillator",
        s => WarmUp.Exponential(s.Int("in_0")) + WarmUp.Exponential(s.Int("in_1")) + WarmUp.Exponential(s.Int("in_2")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var indicator = TrueStrengthIndex.Of(x.Bars.Close, x.Int("in_1"), x.Int("in_0"));
        var signal = MovingAverages.Exponential(indicator, x.Int("in_2"));
        var oscillator = Rolling.Combine(indicator, signal, (i, s) => i - s);
        return new(new("Indicator", indicator), new("Signal", signal), new("Oscillator", oscillator));
    }
}
