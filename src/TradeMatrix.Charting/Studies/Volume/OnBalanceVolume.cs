namespace TradeMatrix.Charting.Studies;

/// <summary>On Balance Volume (Joseph Granville, 1963): running total of volume with the sign of the close's change, from 0 at the first bar.</summary>
internal static class OnBalanceVolume
{
    public static readonly Study Study = new("On Balance Volume", WarmUp.All, Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var balance = new double[x.Count];
        var volume = VolumeFlow.Known(x.Bars);
        for (var i = 1; i < balance.Length; i++)
            balance[i] = balance[i - 1] + (volume[i] * Math.Sign(x.Bars.Close[i] - x.Bars.Close[i - 1]));
        return new(
            new("Plot", balance),
            new("Smoothed MA", MovingAverages.ByName(x.Text("smoothingLine"), balance, x.Int("smoothingLength"))));
    }
}
