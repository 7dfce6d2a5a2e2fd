namespace TradeMatrix.Charting.Studies;

/// <summary>Moving average: mean of the last n values, and its own average.</summary>
internal static class MovingAverage
{
    public static readonly Study Study = new("Moving Average",
        s => s.Int("length") + WarmUp.ByName(s.Text("smoothingLine"), s.Int("smoothingLength")) + Math.Max(0, s.Int("offset")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var average = MovingAverages.Simple(x.Source(), x.Int("length"));
        var smoothed = MovingAverages.ByName(x.Text("smoothingLine"), average, x.Int("smoothingLength"));
        return new(new("Plot", average) { Shift = x.Int("offset") }, new("Smoothed MA", smoothed) { Shift = x.Int("offset") });
    }
}
