namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Klinger Oscillator (Stephen Klinger, 1997) as TradingView simplifies it: volume signed by the change of (H+L+C)/3, unchanged counting
/// as up; its 34-bar less its 55-bar exponential average, and the 13-bar exponential average of that as signal.
/// </summary>
internal static class KlingerOscillator
{
    private const int Fast = 34, Slow = 55, SignalLength = 13;

    public static readonly Study Study =
        new("Klinger Oscillator", static _ => WarmUp.Exponential(Slow) + WarmUp.Exponential(SignalLength) + 1, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var volume = VolumeFlow.Known(x.Bars);
        var signed = Rolling.NaNs(x.Count);
        for (var i = 1; i < signed.Length; i++) signed[i] = Typical(i) >= Typical(i - 1) ? volume[i] : -volume[i];
        var oscillator = Rolling.Combine(
            MovingAverages.Exponential(signed, Fast), MovingAverages.Exponential(signed, Slow), static (fast, slow) => fast - slow);
        return new(new("Plot", oscillator), new("Signal", MovingAverages.Exponential(oscillator, SignalLength)));

        double Typical(int i) => (x.Bars.High[i] + x.Bars.Low[i] + x.Bars.Close[i]) / 3;
    }
}
