using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds;

/// <summary>The smallest step of a price, as its decimals show it.</summary>
internal static class TickSizes
{
    private const int Looked = 120, MostDecimals = 10;

    /// <summary>Some vendors' prices went through single precision, which has 24 bits.</summary>
    private const double Precision = 1.0 / (1 << 24);

    /// <summary>One unit of the last decimal.</summary>
    public static decimal Of(int decimals) => new(1, 0, 0, false, (byte)decimals);

    /// <summary>One unit of the last decimal that the last bars' prices have.</summary>
    public static decimal Of(BarSeries bars)
    {
        var decimals = 0;
        for (var i = Math.Max(0, bars.Count - Looked); i < bars.Count; i++)
        {
            foreach (var price in (ReadOnlySpan<double>)[bars.Open[i], bars.High[i], bars.Low[i], bars.Close[i]])
            {
                while (decimals < MostDecimals && Math.Abs(Math.Round(price, decimals) - price) > Math.Abs(price) * Precision) decimals++;
            }
        }
        return Of(decimals);
    }
}
