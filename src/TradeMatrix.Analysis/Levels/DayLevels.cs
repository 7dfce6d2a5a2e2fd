using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Analysis.Levels;

/// <summary>
/// The levels valid for a trading day: prices of the last trading day before it and the classic pivots from them,
/// P = (H + L + C) / 3, R1 = 2P − L, S1 = 2P − H, R2 and S2 = P ± (H − L), R3 = H + 2(P − L), S3 = L − 2(H − P).
/// </summary>
/// <param name="ValidFor">The trading day that they are for.</param>
/// <param name="From">The trading day that they are computed from.</param>
/// <param name="IsPreviousDay">Whether <paramref name="From"/> is the exchange's last trading day before; false when the bars lack that day.</param>
/// <param name="Open">Open of the day before.</param>
/// <param name="High">High of the day before.</param>
/// <param name="Low">Low of the day before.</param>
/// <param name="Close">Close of the day before.</param>
/// <param name="Change">Its close less the close before that, price units; null without one.</param>
/// <param name="Pivot">P.</param>
/// <param name="R1">First resistance.</param>
/// <param name="R2">Second resistance.</param>
/// <param name="R3">Third resistance.</param>
/// <param name="S1">First support.</param>
/// <param name="S2">Second support.</param>
/// <param name="S3">Third support.</param>
public sealed record DayLevels(
    DateOnly ValidFor, DateOnly From, bool IsPreviousDay, double Open, double High, double Low, double Close, double? Change,
    double Pivot, double R1, double R2, double R3, double S1, double S2, double S3)
{
    /// <summary>The levels for a trading day; null when the bars hold no day before it, or are longer than a day.</summary>
    /// <param name="day">The trading day, days since 1970-01-01. Its own bars, where there are any, do not count.</param>
    /// <param name="bars">The bars.</param>
    /// <param name="timeframe">Their timeframe.</param>
    /// <param name="calendar">When the market trades.</param>
    public static DayLevels? For(int day, BarSeries bars, Timeframe timeframe, ExchangeCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var days = DayPrices.Last(bars, timeframe, calendar, 2, day);
        if (days.Count == 0) return null;
        var previous = days[0];
        // In the order P, S1, R1, S2, R2, S3, R3.
        var levels = PivotLevels.Of("Traditional", previous.High, previous.Low, previous.Close, previous.Open);
        return new(
            DateOf(day), DateOf(previous.Day), previous.Day == calendar.PreviousTradingDay(day),
            previous.Open, previous.High, previous.Low, previous.Close, days.Count > 1 ? previous.Close - days[1].Close : null,
            levels[0], levels[2], levels[4], levels[6], levels[1], levels[3], levels[5]);
    }

    private static DateOnly DateOf(int day) => DateOnly.FromDayNumber(DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + day);
}
