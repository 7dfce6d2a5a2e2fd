namespace TradeMatrix.Charting.Studies;

/// <summary>Three averages of the close by one method.</summary>
internal static class MovingAverageTriple
{
    private static readonly string[] Lengths = ["firstPeriods", "secondPeriods", "thirdPeriods"];

    public static readonly Study Study = new("Moving Average Triple", s => WarmUp.ByName(s.Text("method"), Lengths.Max(s.Int)), Compute);

    private static StudyValues Compute(StudyContext x) =>
        new([.. Lengths.Select((key, i) => new PlotValues($"Plot {i + 1}", Average(x, key)))]);

    private static double[] Average(StudyContext x, string key) =>
        MovingAverages.ByName(x.Text("method"), x.Bars.Close, x.Int(key));
}
