namespace TradeMatrix.Analysis;

/// <summary>Arithmetic that has a direction.</summary>
public static class SideExtensions
{
    /// <summary>1 for long, -1 for short: a price moves in favour when it moves by this sign.</summary>
    public static int Sign(this Side side) => side == Side.Long ? 1 : -1;

    /// <summary>What a side earns a unit from one price to another, price units; negative when it loses.</summary>
    public static double Gain(this Side side, double from, double to) => side == Side.Long ? to - from : from - to;

    /// <summary>What a side earns from one price to another in multiples of a risk, both in price units.</summary>
    public static double R(this Side side, double from, double to, double risk) => side.Gain(from, to) / risk;

    /// <summary>The other side.</summary>
    public static Side Opposite(this Side side) => side == Side.Long ? Side.Short : Side.Long;
}
