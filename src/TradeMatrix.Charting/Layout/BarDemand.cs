namespace TradeMatrix.Charting.Layout;

/// <summary>Which bars of a long series make the same picture as all of them.</summary>
/// <param name="Count">So many bars from the end, or before <paramref name="From"/>.</param>
/// <param name="From">All bars that open at or after this, Unix milliseconds UTC; null when the count alone tells.</param>
/// <param name="Until">No bar that opens after this, Unix milliseconds UTC; null for up to the end.</param>
/// <param name="Most">How many of the bars from that time on are looked at, the newest.</param>
public sealed record BarDemand(int Count, long? From, long? Until, int Most);
