using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Studies;

/// <summary>Exponential moving average: factor 2/(n+1), seeded with the mean of the first n values.</summary>
internal static class MovingAverageExponential
{
    public static readonly Study Study = new("Moving Average Exponential", WarmUpBars, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var average = MovingAverages.Exponential(x.Source(), x.Int("length"));
        var smoothed = MovingAverages.ByName(x.Text("smoothingLine"), average, x.Int("smoothingLength"));
        return new(new("Plot", average) { Shift = x.Int("offset") }, new("Smoothed MA", smoothed) { Shift = x.Int("offset") });
    }

    private static int WarmUpBars(Settings s) =>
        WarmUp.Exponential(s.Int("length")) + WarmUp.ByName(s.Text("smoothingLine"), s.Int("smoothingLength"))
            + Math.Max(0, s.Int("offset"));
}
