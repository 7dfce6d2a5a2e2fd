namespace TradeMatrix.Charting.Studies;

/// <summary>Envelopes: an average, and lines so many per cent above and below it.</summary>
internal static class Envelopes
{
    public static readonly Study Study = new("Envelopes", s => WarmUp.ByName(s.Text("in_3"), s.Int("in_0")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        double above = 1 + (x.Number("in_1") / 100), below = 1 - (x.Number("in_2") / 100);
        var average = MovingAverages.ByName(x.Text("in_3"), x.Source("in_4"), x.Int("in_0"));
        return new(
            new("Average", average),
            new("Upper", Array.ConvertAll(average, a => a * above)),
            new("Lower", Array.ConvertAll(average, a => a * below)));
    }
}
