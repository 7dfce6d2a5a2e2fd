using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds;

/// <summary>What a feed answered.</summary>
/// <param name="Bars">
/// The bars of the span, every one with prices; the last may be in progress. Bars of a day or more open at midnight UTC of their
/// trading day's date; a week's of its Monday, a month's of its first day.
/// </param>
/// <param name="From">
/// From when on the bars are complete, Unix milliseconds UTC: the time asked for, or a later one where the feed does not reach so
/// far back in one call.
/// </param>
public sealed record FeedBars(BarSeries Bars, long From);
