using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Layout;

/// <summary>How many decimals a symbol's prices have, judged by the bars.</summary>
internal static class PricePrecision
{
    private const int Looked = 120, MostDigits = 9;

    /// <summary>Decimals that write the last bars before <paramref name="end"/> exactly, within nine digits.</summary>
    public static int Of(BarSeries bars, int end)
    {
        int decimals = 0, whole = 1;
        for (var i = Math.Max(0, end - Looked); i < end; i++)
        {
            if (bars.IsGap(i)) continue;
            whole = Math.Max(whole, (int)Math.Log10(Math.Max(Math.Abs(bars.High[i]), 1)) + 1);
            decimals = Math.Max(decimals, Math.Max(Decimals(bars.Close[i]), Math.Max(Decimals(bars.Open[i]), Math.Max(Decimals(bars.High[i]), Decimals(bars.Low[i])))));
        }
        decimals = whole <= 1 && decimals > 6 ? Math.Min(decimals, 12) : Math.Min(decimals, Math.Max(2, MostDigits - whole));
        return decimals < 2 && whole < 6 ? 2 : decimals;
    }

    private static int Decimals(double value)
    {
        var tolerance = Math.Max(Math.Abs(value), 1e-9) * 1e-9;
        var power = 1.0;
        for (var decimals = 0; decimals < 12; decimals++, power *= 10)
        {
            if (Math.Abs((Math.Round(value * power) / power) - value) <= tolerance) return decimals;
        }
        return 12;
    }
}
