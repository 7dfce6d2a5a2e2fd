namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Know Sure Thing (Martin Pring, 1992), in percent: four smoothed rates of change, weighted 1, 2, 3 and 4, and the simple average of
/// their sum as signal.
/// </summary>
internal static class KnowSureThing
{
    private static readonly string[] RateKeys = ["in_0", "in_1", "in_2", "in_3"];
    private static readonly string[] AverageKeys = ["in_4", "in_5", "in_6", "in_7"];

    public static readonly Study Study = new("Know Sure Thing",
        s => RateKeys.Zip(AverageKeys, (rate, average) => s.Int(rate) + s.Int(average)).Max() + s.Int("in_8"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var kst = new double[x.Count];
        for (var k = 0; k < RateKeys.Length; k++)
        {
            var average = MovingAverages.Simple(RateOfChange.Of(x.Bars.Close, x.Int(RateKeys[k])), x.Int(AverageKeys[k]));
            for (var i = 0; i < kst.Length; i++) kst[i] += (k + 1) * average[i];
        }
        return new(new("KST", kst), new("Signal", MovingAverages.Simple(kst, x.Int("in_8"))));
    }
}
