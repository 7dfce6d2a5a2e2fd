using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Correlation Coefficient, −1..1: Pearson's correlation of the price with the same price of another symbol over n bars. NaN where one
/// of them does not move, where the other symbol has a gap in the window, and everywhere when it was not supplied.
/// </summary>
internal static class CorrelationCoefficient
{
    public static readonly Study Study = new("Correlation Coefficient", s => s.Int("length"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var values = x.Other(x.Text("symbol")) is { } other
            ? Correlation.Of(x.Source(), PriceSource.Values(other, x.Text("source")), x.Int("length"))
            : Rolling.NaNs(x.Count);
        return new(new PlotValues("Plot", values));
    }
}
