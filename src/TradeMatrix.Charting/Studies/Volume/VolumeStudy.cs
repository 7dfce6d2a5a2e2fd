namespace TradeMatrix.Charting.Studies;

/// <summary>Volume by bar, in the colour of the bar: 0 falling, 1 rising or unchanged.</summary>
internal static class VolumeStudy
{
    public static readonly Study Study = new("Volume", static _ => 0, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var colors = new byte[x.Count];
        for (var i = 0; i < colors.Length; i++) colors[i] = (byte)(x.Bars.Close[i] >= x.Bars.Open[i] ? 1 : 0);
        return new(new PlotValues("Volume", x.Bars.Volume.ToArray()) { Colors = colors });
    }
}
