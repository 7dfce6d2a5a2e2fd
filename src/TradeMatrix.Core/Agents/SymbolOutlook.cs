using TradeMatrix.Analysis.Levels;
using TradeMatrix.Analysis.Readings;
using TradeMatrix.Core.Reports;

namespace TradeMatrix.Core.Agents;

/// <summary>What the morning shows of a symbol.</summary>
/// <param name="Symbol">Its name.</param>
/// <param name="Decimals">Of its prices.</param>
/// <param name="Last">The last price.</param>
/// <param name="LastTime">Open time of its bar.</param>
/// <param name="IsStale">Whether that bar is older than the trading day before.</param>
/// <param name="Levels">Levels valid for the day; null when the day before is missing.</param>
/// <param name="Overnight">Highest and lowest price since the last session; null when nothing traded.</param>
/// <param name="Gap">First price of the day less the last close, or the last price less it while the market is shut; price units.</param>
/// <param name="IsOpen">Whether the day's session has begun.</param>
/// <param name="Readings">Of each timeframe that has bars, by its name.</param>
/// <param name="Charts">Their charts, with levels and what was found.</param>
/// <param name="ChartUrls">Where the charts are served.</param>
/// <param name="Setups">Setups found.</param>
/// <param name="SetupCharts">Their charts, in the same order.</param>
public sealed record SymbolOutlook(
    string Symbol, int Decimals, double Last, DateTime LastTime, bool IsStale, DayLevels? Levels, (double High, double Low)? Overnight, double? Gap, bool IsOpen, IReadOnlyList<MarketReading> Readings,
    IReadOnlyList<ReportPicture> Charts, IReadOnlyList<string> ChartUrls, IReadOnlyList<StoredSetup> Setups, IReadOnlyList<ReportPicture> SetupCharts);
