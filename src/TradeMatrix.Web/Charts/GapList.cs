namespace TradeMatrix.Web.Charts;

/// <summary>What a stored series lacks.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Timeframe">Timeframe of the stored bars.</param>
/// <param name="Gaps">Runs of missing bars, at most 10,000; nights, weekends and holidays do not count.</param>
/// <param name="IsTruncated">Whether there are more.</param>
public sealed record GapList(string Symbol, string Timeframe, IReadOnlyList<GapList.Gap> Gaps, bool IsTruncated)
{
    /// <summary>A run of missing bars.</summary>
    /// <param name="From">Open of the first missing bar, UTC.</param>
    /// <param name="To">Open of the last missing bar, UTC.</param>
    /// <param name="Count">How many are missing.</param>
    public sealed record Gap(DateTime From, DateTime To, int Count);
}
