using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds.Folders;

/// <summary>What a file of the folder holds.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Symbol">Symbol as the name tells it; <c>BROKER:SYMBOL</c> for TradingView's.</param>
/// <param name="Timeframe">Timeframe as the name tells it.</param>
/// <param name="Bars">All bars of the file, every one with prices.</param>
/// <param name="Precision">Decimals of the prices.</param>
public sealed record FolderBars(string File, string Symbol, Timeframe Timeframe, BarSeries Bars, int Precision);
