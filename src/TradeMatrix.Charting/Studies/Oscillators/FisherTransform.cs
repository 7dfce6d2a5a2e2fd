using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Fisher Transform (John Ehlers, 2002) of the middle price's place in its n-bar range, and its value one bar before as trigger. Both
/// recursions start at zero with the first full window. Without range the place is the middle.
/// </summary>
internal static class FisherTransform
{
    /// <summary>0.67 to this power is 1e-14: the start is forgotten.</summary>
    private const int Memory = 80;

    public static readonly Study Study = new("Fisher Transform", s => s.Int("in_0") + Memory, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var length = x.Int("in_0");
        var middle = PriceSource.Values(x.Bars, "hl2");
        double[] highest = Rolling.Highest(middle, length), lowest = Rolling.Lowest(middle, length);
        double[] fisher = Rolling.NaNs(x.Count), trigger = Rolling.NaNs(x.Count);
        double place = 0, transformed = 0;
        for (var i = length - 1; i < fisher.Length; i++)
        {
            var range = highest[i] - lowest[i];
            var centred = range == 0 ? 0 : ((middle[i] - lowest[i]) / range) - 0.5;
            place = (0.66 * centred) + (0.67 * place);
            // The transform has no finite value at ±1.
            if (Math.Abs(place) > 0.99) place = 0.999 * Math.Sign(place);
            if (i >= length) trigger[i] = transformed;
            transformed = (0.5 * Math.Log((1 + place) / (1 - place))) + (0.5 * transformed);
            fisher[i] = transformed;
        }
        return new(new("Fisher", fisher), new("Trigger", trigger));
    }
}
