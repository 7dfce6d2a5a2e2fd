using NodaTime;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds.Demo;

/// <summary>When a market of the demonstration feed trades.</summary>
internal sealed class DemoSessions(ExchangeCalendar calendar)
{
    /// <summary>Length of a slot, milliseconds.</summary>
    public const long Slot = 5 * NodaConstants.MillisecondsPerMinute;

    private const long Day = NodaConstants.MillisecondsPerDay, Block = 6 * Slot;

    /// <summary>A trading day lies between these around midnight UTC of its date, whatever the market's zone.</summary>
    private const long Earliest = -14 * NodaConstants.MillisecondsPerHour, Latest = 36 * NodaConstants.MillisecondsPerHour;

    /// <summary>The five-minute slots of a trading day, as open times; none on a day without trading.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    public List<long> SlotsOf(int day)
    {
        var slots = new List<long>();
        if (!calendar.IsTradingDay(day)) return slots;
        var end = (day * Day) + Latest;
        var isIn = false;
        for (var block = (day * Day) + Earliest; block < end; block += Block)
        {
            // No session is so short, and no break, that it would fit between.
            var wasIn = isIn;
            isIn = IsOf(day, block + Block - Slot);
            if (!wasIn && !isIn) continue;
            for (var slot = block; slot < block + Block; slot += Slot)
            {
                if ((wasIn && isIn) || IsOf(day, slot)) slots.Add(slot);
            }
        }
        return slots;
    }

    /// <summary>Whether a day has trading.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    /// <param name="hint">A time of day, from midnight UTC, to look at first: one of an earlier answer, which is left there.</param>
    public bool Trades(int day, ref long hint)
    {
        if (!calendar.IsTradingDay(day)) return false;
        if (IsOf(day, (day * Day) + hint)) return true;
        for (var offset = Earliest; offset < Latest; offset += Block)
        {
            if (!IsOf(day, (day * Day) + offset)) continue;
            hint = offset;
            return true;
        }
        return false;
    }

    private bool IsOf(int day, long time) => calendar.IsRegular(time) && calendar.TradingDay(time, Timeframe.M5) == day;

}
