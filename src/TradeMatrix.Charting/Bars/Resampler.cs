using NodaTime;

namespace TradeMatrix.Charting.Bars;

/// <summary>Makes longer bars of shorter ones.</summary>
public static class Resampler
{
    /// <summary>
    /// Open of the first, highest, lowest, close of the last and summed volume of the bars in each longer bar. Gaps are
    /// passed over; a longer bar with nothing but gaps is a gap. Unknown volumes are passed over likewise.
    /// </summary>
    /// <param name="bars">The bars.</param>
    /// <param name="from">Their timeframe.</param>
    /// <param name="to">
    /// A multiple of <paramref name="from"/>. Minutes and hours are counted from the start of the pre-market, the regular
    /// session or the post-market, so that an hour of New York's begins at 09:30. Days are trading days at midnight UTC of
    /// their date, several days count from 1970-01-05 (without weekends, unless the market's days begin at midnight and
    /// never close) and carry their first trading day; weeks carry their Monday; months and years their first day.
    /// </param>
    /// <param name="calendar">When the market trades.</param>
    /// <param name="regularOnly">Whether days and longer bars consist of the regular hours alone, when there are bars in them.</param>
    /// <exception cref="ArgumentException"><paramref name="to"/> is no multiple of <paramref name="from"/>.</exception>
    public static BarSeries Resample(BarSeries bars, Timeframe from, Timeframe to, ExchangeCalendar calendar, bool regularOnly = false)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(calendar);
        if (!IsMultiple(from, to)) throw new ArgumentException($"interval: {to} must be a multiple of the bars' {from}", nameof(to));
        if (from == to) return bars;
        if (regularOnly && from.IsIntraday && !to.IsIntraday && !calendar.IsContinuous) bars = Regular(bars, calendar);
        return to.IsIntraday ? ByTime(bars, (long)to.Duration.TotalMilliseconds, calendar) : ByDay(bars, from, to, calendar);
    }

    /// <summary>Whether bars of one timeframe can be made of bars of another.</summary>
    public static bool IsMultiple(Timeframe from, Timeframe to) => (from.Unit, to.Unit) switch
    {
        _ when from.Count < 1 || to.Count < 1 => false,
        ( <= TimeframeUnit.Hour, <= TimeframeUnit.Hour) => to.Duration.Ticks % from.Duration.Ticks == 0,
        ( <= TimeframeUnit.Hour, _) => true,
        (TimeframeUnit.Day, > TimeframeUnit.Day) => from.Count == 1,
        (TimeframeUnit.Month, TimeframeUnit.Year) => to.Count * 12 % from.Count == 0,
        _ => from.Unit == to.Unit && to.Count % from.Count == 0,
    };

    /// <summary>The timeframe whose bars serve for another: itself, else the longest shorter one that it is a multiple of.</summary>
    /// <param name="wanted">The timeframe to be served.</param>
    /// <param name="available">Those that there are, in any order.</param>
    /// <returns>Null when none serves.</returns>
    public static Timeframe? SourceOf(Timeframe wanted, IEnumerable<Timeframe> available)
    {
        ArgumentNullException.ThrowIfNull(available);
        Timeframe? best = null;
        foreach (var timeframe in available)
        {
            if (timeframe == wanted) return wanted;
            if (timeframe.Duration < wanted.Duration && IsMultiple(timeframe, wanted) && !(timeframe.Duration <= best?.Duration)) best = timeframe;
        }
        return best;
    }

    private static BarSeries Regular(BarSeries bars, ExchangeCalendar calendar)
    {
        var kept = new List<Bar>(bars.Count);
        for (var i = 0; i < bars.Count; i++)
        {
            if (calendar.IsRegular(bars.Time[i])) kept.Add(bars[i]);
        }
        return kept.Count > 0 ? BarSeries.From(kept) : bars;
    }

    private static BarSeries ByTime(BarSeries bars, long length, ExchangeCalendar calendar)
    {
        var time = bars.Time;
        var result = new List<Bar>();
        (long Start, long End) part = (0, long.MinValue);
        for (var i = 0; i < time.Length;)
        {
            if (time[i] >= part.End) part = calendar.PartOfDay(time[i]);
            var start = part.Start + ((time[i] - part.Start) / length * length);
            var end = Math.Min(start + length, part.End);
            var next = i + 1;
            while (next < time.Length && time[next] < end) next++;
            result.Add(Merge(bars, i, next, start));
            i = next;
        }
        return BarSeries.From(result);
    }

    private static BarSeries ByDay(BarSeries bars, Timeframe from, Timeframe to, ExchangeCalendar calendar)
    {
        var time = bars.Time;
        var skipsWeekends = !calendar.HasWeekends;
        var result = new List<Bar>();
        for (var i = 0; i < time.Length;)
        {
            var (start, end) = Periods.Of(calendar.TradingDay(time[i], from), to, skipsWeekends);
            var next = i + 1;
            while (next < time.Length && calendar.TradingDay(time[next], from) < end) next++;
            result.Add(Merge(bars, i, next, start * (long)NodaConstants.MillisecondsPerDay));
            i = next;
        }
        return BarSeries.From(result);
    }

    private static Bar Merge(BarSeries bars, int first, int end, long time)
    {
        var count = end - first;
        ReadOnlySpan<double> opens = bars.Open.Slice(first, count), highs = bars.High.Slice(first, count);
        ReadOnlySpan<double> lows = bars.Low.Slice(first, count), closes = bars.Close.Slice(first, count), volumes = bars.Volume.Slice(first, count);
        double open = double.NaN, high = double.NegativeInfinity, low = double.PositiveInfinity, close = double.NaN, volume = double.NaN;
        for (var i = 0; i < count; i++)
        {
            if (double.IsNaN(opens[i]) || double.IsNaN(highs[i]) || double.IsNaN(lows[i]) || double.IsNaN(closes[i])) continue;
            if (double.IsNaN(open)) open = opens[i];
            high = Math.Max(high, highs[i]);
            low = Math.Min(low, lows[i]);
            close = closes[i];
            if (!double.IsNaN(volumes[i])) volume = double.IsNaN(volume) ? volumes[i] : volume + volumes[i];
        }
        return double.IsNaN(open) ? new Bar(time, double.NaN, double.NaN, double.NaN, double.NaN) : new Bar(time, open, high, low, close, volume);
    }
}
