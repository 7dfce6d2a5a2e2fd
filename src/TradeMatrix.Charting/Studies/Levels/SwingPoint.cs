namespace TradeMatrix.Charting.Studies;

/// <summary>Swing highs and lows: bars beyond all others within so many bars on both sides. Of equal bars the first counts.</summary>
internal static class SwingPoint
{
    /// <summary>Whether the value is above the n before it and not below the n after it.</summary>
    public static bool IsHigh(ReadOnlySpan<double> high, int index, int reach)
    {
        if (index < reach || index + reach >= high.Length) return false;
        for (var k = 1; k <= reach; k++)
        {
            if (high[index - k] >= high[index] || high[index + k] > high[index]) return false;
        }
        return true;
    }

    /// <summary>Whether the value is below the n before it and not above the n after it.</summary>
    public static bool IsLow(ReadOnlySpan<double> low, int index, int reach)
    {
        if (index < reach || index + reach >= low.Length) return false;
        for (var k = 1; k <= reach; k++)
        {
            if (low[index - k] <= low[index] || low[index + k] < low[index]) return false;
        }
        return true;
    }
}
