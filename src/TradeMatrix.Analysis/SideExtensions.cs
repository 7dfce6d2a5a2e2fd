namespace TradeMatrix.Analysis;

/// <summary>Arithmetic that has a direction.</summary>
public static class SideExtensions
{
    /// <summary>1 for long, -1 for short: a price moves in favour when it moves by this sign.</summary>
    public static int Sign(this Side side) => side == Side.Long ? 1 : -1;

    /// <summary>What a side earns a unit from one price to another, price units; negative when it loses.</summary>
    public static double Gain(this Side side, double from, double to) => side == Side.Long ? to - from : from - to;

    /// <summary>The other side.</summary>
    public static Side Opposite(this Side side) => side == Side.Long ? Side.Short : Side.Long;
}
