using TradeMatrix.Analysis.Levels;

namespace TradeMatrix.Analysis.Setups;

/// <summary>Yesterday's levels as a side sees them.</summary>
internal static class SidedLevels
{
    /// <summary>The extreme behind a side's trade: the low for long.</summary>
    public static double Behind(this DayLevels levels, Side side) => side == Side.Long ? levels.Low : levels.High;

    /// <summary>The extreme before it: the high for long.</summary>
    public static double Ahead(this DayLevels levels, Side side) => side == Side.Long ? levels.High : levels.Low;

    /// <summary>The first pivot level behind it: S1 for long.</summary>
    public static double FirstBehind(this DayLevels levels, Side side) => side == Side.Long ? levels.S1 : levels.R1;

    /// <summary>The first pivot level before it: R1 for long.</summary>
    public static double FirstAhead(this DayLevels levels, Side side) => side == Side.Long ? levels.R1 : levels.S1;
}
