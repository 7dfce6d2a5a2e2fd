using TradeMatrix.Analysis.Levels;

namespace TradeMatrix.Analysis.Setups;

/// <summary>The two levels to which the setups of the morning trade.</summary>
internal static class Pivots
{
    /// <summary>The pivot and the level behind it on a side, as the options say.</summary>
    public static (double Pivot, double Beyond) Of(SetupMoment now, Side side, DayLevels yesterday) => now.Options.Pivot == PivotMode.Close
        ? (yesterday.Close, yesterday.Ahead(side))
        : (yesterday.Pivot, yesterday.FirstAhead(side));

    /// <summary>The nearer of two levels that lie in favour of an entry; null when neither does.</summary>
    public static double? Nearest(Side side, double entry, double first, double second)
    {
        double a = side.Gain(entry, first), b = side.Gain(entry, second);
        return a > 0 && (a <= b || b <= 0) ? first : b > 0 ? second : null;
    }
}
