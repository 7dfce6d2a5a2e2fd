namespace TradeMatrix.Charting.Studies;

/// <summary>Short less long exponential average of volume, in percent of the long one; NaN where that is 0.</summary>
internal static class VolumeOscillator
{
    public static readonly Study Study =
        new("Volume Oscillator", s => WarmUp.Exponential(Math.Max(s.Int("in_0"), s.Int("in_1"))), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var volume = VolumeFlow.Known(x.Bars);
        return new(new PlotValues("Plot", Rolling.Combine(
            MovingAverages.Exponential(volume, x.Int("in_0")), MovingAverages.Exponential(volume, x.Int("in_1")),
            static (fast, slow) => slow == 0 ? double.NaN : 100 * (fast - slow) / slow)));
    }
}
