using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Awesome Oscillator (Bill Williams, 1998), in price units: 5-bar less 34-bar simple average of the middle price.
/// Colours: 0 falling or unchanged, 1 rising.
/// </summary>
internal static class AwesomeOscillator
{
    public static readonly Study Study = new("Awesome Oscillator", static _ => 34, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var middle = PriceSource.Values(x.Bars, "hl2");
        var oscillator = Rolling.Combine(MovingAverages.Simple(middle, 5), MovingAverages.Simple(middle, 34), (fast, slow) => fast - slow);
        var colors = new byte[x.Count];
        for (var i = 1; i < colors.Length; i++) colors[i] = (byte)(oscillator[i] > oscillator[i - 1] ? 1 : 0);
        return new(new PlotValues("Plot", oscillator) { Colors = colors });
    }
}
