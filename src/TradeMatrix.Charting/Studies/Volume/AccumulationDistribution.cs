using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Studies;

/// <summary>Accumulation/Distribution line (Marc Chaikin): running total of volume times the place of the close in the bar's range.</summary>
internal static class AccumulationDistribution
{
    public static readonly Study Study = new("Accumulation/Distribution", WarmUp.All, static x => new(new PlotValues("Plot", Of(x.Bars))));

    /// <summary>The line, from the first bar on.</summary>
    public static double[] Of(BarSeries bars)
    {
        var result = VolumeFlow.Money(bars);
        for (var i = 1; i < result.Length; i++) result[i] += result[i - 1];
        return result;
    }
}
