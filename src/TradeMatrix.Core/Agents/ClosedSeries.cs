using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Agents;

/// <summary>Bars that have closed.</summary>
/// <param name="Bars">The bars, oldest first, at least one; the last has prices.</param>
/// <param name="All">The same with those that are still in the making.</param>
/// <param name="Timeframe">Their timeframe.</param>
/// <param name="Calendar">When the market trades: its exchange's, else as the bars show.</param>
/// <param name="AsOf">By when they have closed, Unix milliseconds UTC: now, or up to when the feed has told.</param>
public sealed record ClosedSeries(BarSeries Bars, BarSeries All, Timeframe Timeframe, ExchangeCalendar Calendar, long AsOf);
