namespace TradeMatrix.Core.Alerts;

/// <summary>What alerts are about. How each reads stands in <see cref="AlertTexts"/>.</summary>
public static class AlertKind
{
    /// <summary>The price touches a level that the user subscribed to.</summary>
    public const string Liquidity = "liquidity";

    /// <summary>A close beyond the opening range.</summary>
    public const string RangeBreak = "range_break";

    /// <summary>The price comes back to the edge of the range that it broke.</summary>
    public const string RetestTouch = "retest_touch";

    /// <summary>The Asian session swept yesterday's low and the price reclaimed it.</summary>
    public const string AsiaSweepConfirmed = "asia_sweep_confirmed";

    public const string PivotTouch = "pivot_touch";
    public const string R1Touch = "r1_touch";
    public const string S1Touch = "s1_touch";

    /// <summary>A set-up was found or changed its state.</summary>
    public const string Setup = "setup";

    /// <summary>A trade was entered, stopped or closed.</summary>
    public const string Trade = "trade";

    /// <summary>A report is there.</summary>
    public const string Report = "report";

    /// <summary>A rule of risk was broken or is near.</summary>
    public const string Risk = "risk";

    /// <summary>Data is missing or doubtful.</summary>
    public const string Data = "data";

    /// <summary>Calls to the image provider are running out.</summary>
    public const string Usage = "usage";

    /// <summary>Sent to see whether a route works.</summary>
    public const string Test = "test";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Liquidity, RangeBreak, RetestTouch, AsiaSweepConfirmed, PivotTouch, R1Touch, S1Touch, Setup, Trade, Report, Risk, Data, Usage, Test];
}
