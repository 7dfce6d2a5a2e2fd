namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Stochastic RSI (Tushar Chande and Stanley Kroll, 1994), 0..100: the stochastic of RSI over its own n-bar range, smoothed by a simple
/// average (%K), and the simple average of that (%D). NaN where RSI stands still.
/// </summary>
internal static class StochasticRsi
{
    public static readonly Study Study = new("Stochastic RSI",
        s => WarmUp.Wilder(s.Int("in_0")) + s.Int("in_1") + s.Int("in_2") + s.Int("in_3"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var rsi = RelativeStrengthIndex.Of(x.Source(), x.Int("in_0"));
        var k = MovingAverages.Simple(Stochastic.Of(rsi, rsi, rsi, x.Int("in_1")), x.Int("in_2"));
        return new(new("%K", k), new("%D", MovingAverages.Simple(k, x.Int("in_3"))));
    }
}
