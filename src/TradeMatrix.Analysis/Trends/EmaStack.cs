using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Analysis.Trends;

/// <summary>The exponential averages over 20, 50 and 200 bars at the last bar, seeded with simple ones as TradingView's.</summary>
/// <param name="Close">Last close.</param>
/// <param name="Ema20">Average over 20; null with fewer bars.</param>
/// <param name="Ema50">Average over 50; null with fewer bars.</param>
/// <param name="Ema200">Average over 200; null with fewer bars.</param>
public sealed record EmaStack(double Close, double? Ema20, double? Ema50, double? Ema200)
{
    private const double Rounding = 1e-9;

    /// <summary>
    /// Bullish when the price is above all three and the first above the second, which close &gt; EMA 20 &gt; EMA 50 &gt; EMA 200 is a case of;
    /// bearish mirrored; otherwise sideways. Unknown while one is missing. Prices that differ by less than a billionth are one, since an
    /// average of equal prices misses them by a rounding.
    /// </summary>
    public TrendKind Kind => Ema20 is { } fast && Ema50 is { } middle && Ema200 is { } slow ? KindOf(Close, fast, middle, slow) : TrendKind.Unknown;

    /// <summary>Whether price and averages stand in strict order.</summary>
    public bool IsOrdered => Ema20 is { } fast && Ema50 is { } middle && Ema200 is { } slow
        && Order(Close, fast) is var order && order != 0 && order == Order(fast, middle) && order == Order(middle, slow);

    /// <summary>The trend that a price and three averages show, as <see cref="Kind"/> says; unknown while one is NaN.</summary>
    /// <param name="close">The price.</param>
    /// <param name="fast">Average over 20.</param>
    /// <param name="middle">Average over 50.</param>
    /// <param name="slow">Average over 200.</param>
    public static TrendKind KindOf(double close, double fast, double middle, double slow)
    {
        if (double.IsNaN(close + fast + middle + slow)) return TrendKind.Unknown;
        var order = Order(close, fast);
        if (order == 0 || order != Order(close, middle) || order != Order(close, slow) || order != Order(fast, middle)) return TrendKind.Sideways;
        return order > 0 ? TrendKind.Bullish : TrendKind.Bearish;
    }

    /// <summary>The averages at the end of a series; null when it has no prices.</summary>
    /// <param name="bars">The bars; gaps are passed over.</param>
    public static EmaStack? Of(BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(bars);
        var last = bars.Count - 1;
        while (last >= 0 && bars.IsGap(last)) last--;
        return last < 0 ? null : new(bars.Close[last], At(20), At(50), At(200));

        double? At(int length) => MovingAverages.Exponential(bars.Close, length)[last] is var value && double.IsNaN(value) ? null : value;
    }

    /// <summary>1 where the first is above the second, -1 below, 0 where they are one but for rounding.</summary>
    private static int Order(double a, double b) => Math.Abs(a - b) <= Rounding * Math.Abs(a) ? 0 : a > b ? 1 : -1;
}
