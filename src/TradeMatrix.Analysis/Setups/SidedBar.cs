using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Setups;

/// <summary>The ends of a bar as a side sees them.</summary>
internal static class SidedBar
{
    /// <summary>The price that hurts most: the low for long.</summary>
    public static double Worst(this Bar bar, Side side) => side == Side.Long ? bar.Low : bar.High;

    /// <summary>The price that helps most: the high for long.</summary>
    public static double Best(this Bar bar, Side side) => side == Side.Long ? bar.High : bar.Low;
}
