using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Bars;

namespace TradeMatrix.Core.Charts.Subjects;

/// <summary>A spec with all the bars that it needs.</summary>
/// <param name="Spec">What the picture shows, levels and watermark included.</param>
/// <param name="Bars">Bars of its subject.</param>
/// <param name="Others">Bars of other symbols that studies compare with, by symbol.</param>
public sealed record ChartContent(ChartSpec Spec, LoadedBars Bars, IReadOnlyDictionary<string, LoadedBars> Others)
{
    /// <summary>Prices of the last trading day and the one before it; null where the bars do not tell.</summary>
    public DailyLevels? Levels { get; init; }

    /// <summary>Equal versions are equal bars.</summary>
    public string Version => string.Join(' ', Others.Values.Select(o => o.Version).Prepend(Bars.Version));

    /// <summary>What the reader should know.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    internal IReadOnlyDictionary<string, BarSeries> OtherBars => Others.ToDictionary(o => o.Key, o => o.Value.Bars, StringComparer.Ordinal);
}
