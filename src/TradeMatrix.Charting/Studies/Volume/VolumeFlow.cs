using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Studies;

/// <summary>Volumes as studies add them up: an unknown one counts as none.</summary>
internal static class VolumeFlow
{
    /// <summary>Volume by bar, 0 where unknown.</summary>
    public static double[] Known(BarSeries bars)
    {
        var result = new double[bars.Count];
        for (var i = 0; i < result.Length; i++) result[i] = double.IsNaN(bars.Volume[i]) ? 0 : bars.Volume[i];
        return result;
    }

    /// <summary>
    /// Volume times the place of the close in the bar's range, −1 at the low to 1 at the high (Marc Chaikin); 0 for a bar without range.
    /// </summary>
    public static double[] Money(BarSeries bars)
    {
        var result = Known(bars);
        for (var i = 0; i < result.Length; i++)
        {
            double high = bars.High[i], low = bars.Low[i], close = bars.Close[i];
            result[i] *= high == low ? 0 : (close - low - (high - close)) / (high - low);
        }
        return result;
    }
}
