using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Bars;

/// <summary>Bars for a chart, and where they come from.</summary>
/// <param name="Bars">The bars, oldest first, of the timeframe asked for.</param>
/// <param name="Version">Changes whenever the bars change; equal versions are equal bars.</param>
/// <param name="Source"><c>import</c>, or the name of a feed.</param>
public sealed record LoadedBars(BarSeries Bars, string Version, string Source)
{
    /// <summary>What the reader should know: a feed that failed, or how old the bars are.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Up to when a feed has told all there is, Unix milliseconds UTC: a bar that ends later may still change. Null for bars that no feed writes.</summary>
    public long? KnownTo { get; init; }

    /// <summary>Whether they are made up.</summary>
    public bool IsDemo { get; init; }
}
