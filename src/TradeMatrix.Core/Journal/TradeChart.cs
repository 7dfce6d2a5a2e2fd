using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Charts;

namespace TradeMatrix.Core.Journal;

/// <summary>A chart of a trade, and the bars it is cut from.</summary>
/// <param name="Request">The chart, with entry, exit, stop and target drawn.</param>
/// <param name="Timeframe">Timeframe of the bars.</param>
/// <param name="Bars">Bars from some time before the entry on.</param>
/// <param name="Calendar">When the market trades.</param>
public sealed record TradeChart(ChartRequest Request, Timeframe Timeframe, BarSeries Bars, ExchangeCalendar Calendar);
