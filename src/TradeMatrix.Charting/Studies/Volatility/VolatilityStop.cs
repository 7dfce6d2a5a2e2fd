namespace TradeMatrix.Charting.Studies;

/// <summary>
/// TradingView's Volatility Stop: a stop so many average true ranges (Wilder's) from the highest source since the trend began, never
/// lowered in an uptrend; the mirror image in a downtrend. Unlike <see cref="VolatilityIndex"/> it moves with the bar itself and never
/// back. Begins as an uptrend. Colours: 0 up, 1 down.
/// </summary>
internal static class VolatilityStop
{
    public static readonly Study Study = new("Volatility Stop",
        s => WarmUp.Wilder(s.Int("length")) + WarmUp.Trailing(s.Number("multiplier")), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var source = x.Source();
        var multiplier = x.Number("multiplier");
        var range = AverageTrueRange.Of(x.Bars, x.Int("length"));
        var stop = Rolling.NaNs(x.Count);
        var colors = new byte[x.Count];
        var rising = true;
        double extreme = double.NaN, level = double.NaN;
        for (var i = Rolling.First(range); i < stop.Length; i++)
        {
            if (double.IsNaN(source[i])) continue;
            var distance = multiplier * range[i];
            extreme = double.IsNaN(extreme) ? source[i] : rising ? Math.Max(extreme, source[i]) : Math.Min(extreme, source[i]);
            var candidate = rising ? extreme - distance : extreme + distance;
            level = double.IsNaN(level) ? candidate : rising ? Math.Max(level, candidate) : Math.Min(level, candidate);
            if (source[i] >= level != rising)
            {
                (rising, extreme) = (!rising, source[i]);
                level = rising ? extreme - distance : extreme + distance;
            }
            stop[i] = level;
            colors[i] = (byte)(rising ? 0 : 1);
        }
        return new(new PlotValues("VStop", stop) { Colors = colors });
    }
}
