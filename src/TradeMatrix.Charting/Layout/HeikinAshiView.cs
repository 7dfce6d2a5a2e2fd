using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Layout;

/// <summary>Heikin-Ashi prices of the visible bars, at their places in the series.</summary>
internal static class HeikinAshiView
{
    /// <summary>An averaged open halves what it remembers with each bar: after 60 bars nothing is left of its start.</summary>
    private const int WarmUp = 60;

    /// <summary>The window's series with averaged prices from its first visible bar on.</summary>
    public static BarSeries Of(BarWindow window)
    {
        var start = Math.Max(0, window.First - WarmUp);
        return window.Series.WithPrices(start, HeikinAshi.From(window.Series.Slice(start, window.End - start)));
    }
}
