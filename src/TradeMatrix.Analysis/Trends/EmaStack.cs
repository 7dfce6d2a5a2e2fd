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
    /// <summary>
    /// Bullish when the price is above all three and the first above the second, which close &gt; EMA 20 &gt; EMA 50 &gt; EMA 200 is a case of;
    /// bearish mirrored; otherwise sideways. Unknown while one is missing.
    /// </summary>
    public TrendKind Kind
    {
        get
        {
            if (Ema20 is not { } fast || Ema50 is not { } middle || Ema200 is not { } slow) return TrendKind.Unknown;
            if (Close > fast && Close > middle && Close > slow && fast > middle) return TrendKind.Bullish;
            return Close < fast && Close < middle && Close < slow && fast < middle ? TrendKind.Bearish : TrendKind.Sideways;
        }
    }

    /// <summary>Whether price and averages stand in strict order.</summary>
    public bool IsOrdered => (Close > Ema20 && Ema20 > Ema50 && Ema50 > Ema200) || (Close < Ema20 && Ema20 < Ema50 && Ema50 < Ema200);

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
}
