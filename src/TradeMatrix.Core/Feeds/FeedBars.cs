using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds;

/// <summary>What a feed answered.</summary>
/// <param name="Bars">
/// The bars of the span, every one with prices. Bars of a day or more open at midnight UTC of their trading day's date; a week's of
/// its Monday, a month's of its first day.
/// </param>
/// <param name="LastIsPartial">Whether the last bar was still in progress, so that it will change.</param>
/// <param name="Dropped">Rows that were left out because they are no bars, come twice or go back in time.</param>
/// <param name="From">
/// From when on the bars are complete, Unix milliseconds UTC: the time asked for, or a later one where the feed does not reach so
/// far back.
/// </param>
public sealed record FeedBars(BarSeries Bars, bool LastIsPartial, int Dropped, long From);
