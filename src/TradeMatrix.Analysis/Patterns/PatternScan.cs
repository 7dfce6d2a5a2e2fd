using TradeMatrix.Analysis.Swings;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Patterns;

/// <summary>Bars without gaps and their swings at several scales; upright, or mirrored so that bottoms are found as tops.</summary>
internal sealed class PatternScan
{
    /// <summary>Average true ranges that a swing comes back, a scale each: patterns are found at the size that they have.</summary>
    private static readonly double[] Scales = [0.85, 1.2, 1.7, 2.4, 3.4, 4.8, 6.8];

    private PatternScan(BarSeries bars, double[] close, double[] ranges, Swing[][] swings, bool isMirrored) =>
        (Bars, Close, Ranges, Swings, IsMirrored) = (bars, close, ranges, swings, isMirrored);

    public BarSeries Bars { get; }

    /// <summary>Closing prices, negated when mirrored.</summary>
    public double[] Close { get; }

    /// <summary>Average true ranges.</summary>
    public double[] Ranges { get; }

    /// <summary>Alternating swings, a scale each, negated when mirrored.</summary>
    public Swing[][] Swings { get; }

    public bool IsMirrored { get; }

    /// <summary>Turns a price of this scan into the market's, or back.</summary>
    public double Price(double price) => IsMirrored ? -price : price;

    public static PatternScan Of(BarSeries bars)
    {
        var ranges = AverageRange.Of(bars);
        var swings = new Swing[Scales.Length][];
        for (var i = 0; i < swings.Length; i++) swings[i] = [.. ZigZag.Of(bars, Scales[i], ranges)];
        return new(bars, bars.Close.ToArray(), ranges, swings, false);
    }

    public PatternScan Mirror()
    {
        var close = new double[Close.Length];
        for (var i = 0; i < close.Length; i++) close[i] = -Close[i];
        var swings = new Swing[Swings.Length][];
        for (var k = 0; k < swings.Length; k++)
        {
            swings[k] = new Swing[Swings[k].Length];
            for (var i = 0; i < swings[k].Length; i++)
            {
                var swing = Swings[k][i];
                swings[k][i] = swing with { Price = -swing.Price, Kind = swing.IsHigh ? SwingKind.Low : SwingKind.High };
            }
        }
        return new(Bars, close, Ranges, swings, !IsMirrored);
    }
}
