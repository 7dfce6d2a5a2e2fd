namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Fractals (Bill Williams, 1995): a high above those of the n bars on both sides, a low below them. As on TradingView up to four bars just
/// before may be as high (low) without being beyond, so that of equal neighbours the last is marked.
/// </summary>
internal static class WilliamsFractal
{
    private const int MostEqual = 4;

    public static readonly Study Study = new("Williams Fractal", s => s.Int("in_0") + MostEqual, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var reach = x.Int("in_0");
        double[] up = Rolling.NaNs(x.Count), down = Rolling.NaNs(x.Count);
        for (var i = reach; i < x.Count - reach; i++)
        {
            if (IsFractal(x.Bars.High, i, reach, 1)) up[i] = x.Bars.High[i];
            if (IsFractal(x.Bars.Low, i, reach, -1)) down[i] = x.Bars.Low[i];
        }
        return new(
            new("Up fractals", up) { Mark = PlotMark.TriangleAbove },
            new("Down fractals", down) { Mark = PlotMark.TriangleBelow });
    }

    /// <summary>Looks outward from a bar; the sign turns lows into highs.</summary>
    private static bool IsFractal(ReadOnlySpan<double> values, int index, int reach, int sign)
    {
        var price = values[index] * sign;
        for (var k = 1; k <= reach; k++)
        {
            if (values[index + k] * sign >= price) return false;
        }
        var clear = 0;
        for (var i = index - 1; i >= 0; i--)
        {
            var before = values[i] * sign;
            if (before > price) return false;
            // A bar as high restarts the run of lower ones; only so near may it stand.
            clear = before < price ? clear + 1 : 0;
            if (clear == 0 && index - i > MostEqual) return false;
            if (clear == reach) return true;
        }
        return false;
    }
}
