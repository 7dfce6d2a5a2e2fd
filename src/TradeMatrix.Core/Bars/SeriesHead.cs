using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Bars;

/// <summary>A stored series as readers need it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Timeframe">Timeframe of its bars.</param>
/// <param name="Source">Who wrote it last: <c>import</c>, or the name of a feed.</param>
/// <param name="Count">How many bars it has.</param>
/// <param name="First">Open time of the first, Unix milliseconds UTC.</param>
/// <param name="Last">Open time of the last.</param>
/// <param name="Revision">Counts the writes that changed something.</param>
/// <param name="UpdatedAt">When the last of them was, Unix milliseconds UTC. SQLite gives the number of a removed series to the next, and a restore takes back revisions: only with this do equal revisions mean equal bars.</param>
/// <param name="CheckedAt">When a feed last answered for it, Unix milliseconds UTC.</param>
public sealed record SeriesHead(int Id, Timeframe Timeframe, string Source, long Count, long First, long Last, long Revision, long UpdatedAt, long? CheckedAt)
{
    /// <summary>Changes whenever the bars change; no two series ever have it in common.</summary>
    public string Version => $"{Id}.{Revision}.{UpdatedAt}";
}
