namespace TradeMatrix.Charting.Studies;

/// <summary>
/// TRIX (Jack Hutson, 1983) of logarithms: 10,000 times the one-bar change of the triple exponential average of the closes' natural
/// logarithm, about a hundredth of a percent. A close that is not positive has none; the logarithm before it stands.
/// </summary>
internal static class Trix
{
    public static readonly Study Study = new("TRIX", s => 3 * WarmUp.Exponential(s.Int("in_0")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var smooth = Rolling.NaNs(x.Count);
        var logarithm = double.NaN;
        for (var i = 0; i < smooth.Length; i++)
        {
            if (x.Bars.Close[i] > 0) logarithm = Math.Log(x.Bars.Close[i]);
            smooth[i] = logarithm;
        }
        for (var times = 0; times < 3; times++) smooth = MovingAverages.Exponential(smooth, x.Int("in_0"));
        return new(new PlotValues("TRIX", Array.ConvertAll(Rolling.Change(smooth), c => 10_000 * c)));
    }
}
