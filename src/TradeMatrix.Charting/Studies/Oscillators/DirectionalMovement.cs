using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Directional Movement (J. Welles Wilder, 1978), 0..100: +DI and −DI are Wilder's averages of the movement up and down in percent
/// of that of the true range; DX is their difference in percent of their sum, ADX Wilder's average of it, and ADXR the mean of ADX
/// and ADX so many bars before as it is smoothed over. Without any range or movement DI and DX are 0.
/// </summary>
internal static class DirectionalMovement
{
    public static readonly Study Study = new("Directional Movement",
        s => WarmUp.Wilder(s.Int("in_0")) + WarmUp.Wilder(s.Int("in_1")) + s.Int("in_1"), Compute);

    /// <summary>+DI and −DI; the first values stand at index n.</summary>
    public static (double[] Plus, double[] Minus) Of(BarSeries bars, int length)
    {
        double[] plus = Rolling.Change(bars.High), minus = Rolling.Change(bars.Low);
        for (var i = 1; i < plus.Length; i++)
        {
            var (up, down) = (plus[i], -minus[i]);
            plus[i] = up > down && up > 0 ? up : 0;
            minus[i] = down > up && down > 0 ? down : 0;
        }
        var range = MovingAverages.Wilder(Rolling.TrueRange(bars), length);
        return (Rolling.Combine(MovingAverages.Wilder(plus, length), range, PercentOrZero),
            Rolling.Combine(MovingAverages.Wilder(minus, length), range, PercentOrZero));
    }

    /// <summary>DX of +DI and −DI.</summary>
    public static double[] Index(double[] plus, double[] minus) =>
        Rolling.Combine(plus, minus, (p, m) => PercentOrZero(Math.Abs(p - m), p + m));

    private static double PercentOrZero(double part, double whole) => whole == 0 ? 0 : Ratio.Percent(part, whole);

    private static StudyValues Compute(StudyContext x)
    {
        var smoothing = x.Int("in_1");
        var (plus, minus) = Of(x.Bars, x.Int("in_0"));
        var dx = Index(plus, minus);
        var adx = MovingAverages.Wilder(dx, smoothing);
        var adxr = Rolling.NaNs(x.Count);
        for (var i = smoothing; i < adxr.Length; i++) adxr[i] = (adx[i] + adx[i - smoothing]) / 2;
        return new(new("+DI", plus), new("-DI", minus), new("DX", dx), new("ADX", adx), new("ADXR", adxr));
    }
}
