namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Chande Momentum Oscillator (Tushar Chande, 1994), −100..100: gains less losses in percent of both, summed over the last n changes;
/// 0 without any change.
/// </summary>
internal static class ChandeMomentumOscillator
{
    public static readonly Study Study = new("Chande Momentum Oscillator", s => s.Int("in_0"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var change = Rolling.Change(x.Source());
        var net = Rolling.Sum(change, x.Int("in_0"));
        var gross = Rolling.Sum(Array.ConvertAll(change, Math.Abs), x.Int("in_0"));
        return new(new PlotValues("Plot", Rolling.Combine(net, gross, (n, g) => g == 0 ? 0 : Ratio.Percent(n, g))));
    }
}
