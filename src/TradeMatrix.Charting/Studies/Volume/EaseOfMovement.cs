namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Ease of Movement (Richard Arms): simple average of the change of the bar's middle times its range by its volume, times a divisor that
/// scales it. A bar without volume counts 0; NaN where the whole window has none.
/// </summary>
internal static class EaseOfMovement
{
    public static readonly Study Study = new("Ease of Movement", s => s.Int("in_1") + 1, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var (divisor, length) = (x.Number("in_0"), x.Int("in_1"));
        var volume = VolumeFlow.Known(x.Bars);
        var ease = Rolling.NaNs(x.Count);
        for (var i = 1; i < ease.Length; i++)
        {
            var move = (x.Bars.High[i] + x.Bars.Low[i] - x.Bars.High[i - 1] - x.Bars.Low[i - 1]) / 2;
            ease[i] = volume[i] > 0 ? divisor * move * (x.Bars.High[i] - x.Bars.Low[i]) / volume[i] : 0;
        }
        return new(new PlotValues("Plot", Rolling.Combine(
            MovingAverages.Simple(ease, length), Rolling.Sum(volume, length), static (mean, traded) => traded > 0 ? mean : double.NaN)));
    }
}
