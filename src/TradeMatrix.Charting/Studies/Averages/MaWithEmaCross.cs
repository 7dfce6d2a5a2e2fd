namespace TradeMatrix.Charting.Studies;

/// <summary>A simple and an exponential average of the close, and where they cross, at the simple one's value.</summary>
internal static class MaWithEmaCross
{
    public static readonly Study Study =
        new("MA with EMA Cross", s => Math.Max(s.Int("in_0"), WarmUp.Exponential(s.Int("in_1"))) + 1, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var simple = MovingAverages.Simple(x.Bars.Close, x.Int("in_0"));
        var exponential = MovingAverages.Exponential(x.Bars.Close, x.Int("in_1"));
        return new(new("MA", simple), new("EMA", exponential), new("Crosses", MaCross.Crosses(simple, exponential)));
    }
}
