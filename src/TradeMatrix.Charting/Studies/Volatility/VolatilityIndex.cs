namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Wilder's Volatility System (1978), a stop-and-reverse level on closes: the highest close since the last reversal less so many average
/// ranges while long, the lowest plus as many while short. A bar's level is made of the bars before it; a close beyond it reverses and is
/// itself the new significant close. The first direction is that of the first n closes and is forgotten at the first reversal.
/// </summary>
internal static class VolatilityIndex
{
    public static readonly Study Study = new("Volatility Index",
        s => WarmUp.Wilder(s.Int("periods")) + WarmUp.Trailing(s.Number("atrMult")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var (length, multiplier) = (x.Int("periods"), x.Number("atrMult"));
        var close = x.Bars.Close;
        var stop = Rolling.NaNs(x.Count);
        if (x.Count <= length + 1) return new(new PlotValues("Plot", stop));

        var range = MovingAverages.ByName(x.Text("method"), Rolling.TrueRange(x.Bars), length);
        var rising = close[length - 1] > close[0];
        var significant = close[0];
        for (var i = 1; i < close.Length; i++)
        {
            if (i > length)
            {
                stop[i] = significant + (rising ? -1 : 1) * multiplier * range[i - 1];
                if (rising ? close[i] < stop[i] : close[i] > stop[i]) (rising, significant) = (!rising, close[i]);
            }
            significant = rising ? Math.Max(significant, close[i]) : Math.Min(significant, close[i]);
        }
        return new(new PlotValues("Plot", stop));
    }
}
