namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Pivot levels from the period before, in the order P, S1, R1 … S5, R5 with NaN where a type has none: the formulas that TradingView
/// publishes for its Pivot Points Standard.
/// </summary>
internal static class PivotLevels
{
    /// <summary>Number of levels: the pivot and five on either side.</summary>
    public const int Count = 11;

    /// <summary>The levels of a type.</summary>
    /// <param name="type">Traditional, Fibonacci, Woodie, Classic or Camarilla.</param>
    /// <param name="high">High of the period before.</param>
    /// <param name="low">Its low.</param>
    /// <param name="close">Its close.</param>
    /// <param name="open">Open of the period that the levels are for; Woodie's pivot needs it.</param>
    public static double[] Of(string type, double high, double low, double close, double open)
    {
        var range = high - low;
        var pivot = type == "Woodie" ? (high + low + (2 * open)) / 4 : (high + low + close) / 3;
        var (s1, r1) = ((2 * pivot) - high, (2 * pivot) - low);
        double[] levels = type switch
        {
            "Traditional" =>
            [
                pivot, s1, r1, pivot - range, pivot + range,
                s1 - range, r1 + range,
                (3 * pivot) - (3 * high) + low, (3 * pivot) + high - (3 * low),
                (4 * pivot) - (4 * high) + low, (4 * pivot) + high - (4 * low),
            ],
            "Fibonacci" => [pivot, .. Around(pivot, 0.382 * range), .. Around(pivot, 0.618 * range), .. Around(pivot, range)],
            "Woodie" => [pivot, s1, r1, .. Around(pivot, range), s1 - range, r1 + range, s1 - (2 * range), r1 + (2 * range)],
            "Classic" => [pivot, s1, r1, .. Around(pivot, range), .. Around(pivot, 2 * range), .. Around(pivot, 3 * range)],
            "Camarilla" =>
            [
                pivot, .. Around(close, 1.1 * range / 12), .. Around(close, 1.1 * range / 6),
                .. Around(close, 1.1 * range / 4), .. Around(close, 1.1 * range / 2),
                .. Around(close, low == 0 ? double.NaN : (high / low * close) - close),
            ],
            _ => throw new ArgumentException($"type: '{type}' must be Traditional, Fibonacci, Woodie, Classic or Camarilla", nameof(type)),
        };
        var all = Rolling.NaNs(Count);
        levels.CopyTo(all, 0);
        return all;
    }

    private static double[] Around(double middle, double distance) => [middle - distance, middle + distance];
}
