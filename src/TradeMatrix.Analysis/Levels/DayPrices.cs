using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Levels;

/// <summary>What prices did on a trading day, within regular hours.</summary>
/// <param name="Day">The trading day, days since 1970-01-01.</param>
/// <param name="Open">First price.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
public sealed record DayPrices(int Day, double Open, double High, double Low, double Close)
{
    /// <summary>The last trading days of a series, the newest first; days on which the exchange is closed do not count, whatever bars they have. Empty for bars longer than a day.</summary>
    /// <param name="bars">The bars; gaps are passed over.</param>
    /// <param name="timeframe">Their timeframe.</param>
    /// <param name="calendar">When the market trades.</param>
    /// <param name="count">Most days.</param>
    /// <param name="before">Days from this one on are left out, days since 1970-01-01.</param>
    public static IReadOnlyList<DayPrices> Last(BarSeries bars, Timeframe timeframe, ExchangeCalendar calendar, int count, int before = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(calendar);
        var days = new List<DayPrices>();
        if (!timeframe.IsIntraday && timeframe != Timeframe.D1) return days;
        DayPrices? current = null;
        for (var i = bars.Count - 1; i >= 0; i--)
        {
            if (bars.IsGap(i) || (timeframe.IsIntraday && !calendar.IsRegular(bars.Time[i]))) continue;
            var day = calendar.TradingDay(bars.Time[i], timeframe);
            if (day >= before || !calendar.IsTradingDay(day)) continue;
            if (current is not null && current.Day != day)
            {
                days.Add(current);
                current = null;
                if (days.Count == count) break;
            }
            current = current is null
                ? new(day, bars.Open[i], bars.High[i], bars.Low[i], bars.Close[i])
                : current with { Open = bars.Open[i], High = Math.Max(current.High, bars.High[i]), Low = Math.Min(current.Low, bars.Low[i]) };
        }
        if (current is not null && days.Count < count) days.Add(current);
        return days;
    }
}
