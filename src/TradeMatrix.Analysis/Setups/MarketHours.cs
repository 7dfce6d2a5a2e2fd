using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Setups;

/// <summary>Time that passes only while a market's regular session runs; its lunch break counts as session.</summary>
public static class MarketHours
{
    /// <summary>More days than any span asked for has, closed weeks included.</summary>
    private const int MostDays = 400;

    /// <summary>
    /// How long a setup may wait for its entry, in market hours: 6 up to half an hour a bar, 48 for longer bars within a day, 120 from a
    /// day on.
    /// </summary>
    public static TimeSpan ValidityOf(Timeframe timeframe) =>
        TimeSpan.FromHours(!timeframe.IsIntraday ? 120 : timeframe.Duration <= TimeSpan.FromMinutes(30) ? 6 : 48);

    /// <summary>The moment at which a market has been open so long since another moment.</summary>
    /// <param name="calendar">When the market trades.</param>
    /// <param name="from">Unix milliseconds UTC.</param>
    /// <param name="span">Above 0, at most some weeks of market hours.</param>
    /// <returns>Unix milliseconds UTC.</returns>
    public static long Add(ExchangeCalendar calendar, long from, TimeSpan span)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var left = (long)span.TotalMilliseconds;
        var day = calendar.TradingDay(from, Timeframe.M1) - 1;
        for (var i = 0; i < MostDays; i++, day++)
        {
            if (calendar.SessionOf(day) is not { } session) continue;
            var open = Math.Max(from, session.Open);
            if (open >= session.Close) continue;
            if (session.Close - open >= left) return open + left;
            left -= session.Close - open;
        }
        throw new ArgumentOutOfRangeException(nameof(span), span, $"must end within {MostDays} days");
    }
}
