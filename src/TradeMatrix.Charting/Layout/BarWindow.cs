using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout;

/// <summary>
/// The bars that a chart may know, and which of them are visible. Nothing here walks the whole series, save where a
/// session filter meets a study or a range that needs all of it.
/// </summary>
internal sealed record BarWindow(BarSeries Series, int First, int End, bool IsFitted)
{
    private const double DefaultSpacing = 6;

    /// <summary>Most bars that are shown, whatever the range; a picture has fewer pixels.</summary>
    private const int MostVisible = 20_000;

    /// <summary>Most bars that are looked at from a time on, 48 bytes each: more lie far outside the picture.</summary>
    private const int MostFrom = 100_000;

    /// <summary>The year 1601, before any market's bars, Unix milliseconds UTC.</summary>
    private const long EarliestTime = -11_644_473_600_000;

    /// <summary>What decimals of prices (120 bars) and averaged candles (60) look back to.</summary>
    private const int MostLookedBack = 120;

    /// <summary>Selects the bars of a chart.</summary>
    /// <param name="spec">The chart.</param>
    /// <param name="bars">All bars.</param>
    /// <param name="calendar">When the market trades.</param>
    /// <param name="plotWidth">Width of the plot, pixels.</param>
    /// <param name="warmUp">Bars that the studies need before the first visible one.</param>
    /// <exception cref="ChartSpecException">No bar is left.</exception>
    public static BarWindow Select(ChartSpec spec, BarSeries bars, ExchangeCalendar calendar, double plotWidth, int warmUp)
    {
        if (spec.AsOf is { } asOf) bars = bars.Slice(0, ClosedBy(bars, spec.Interval, calendar, asOf));
        if (bars.Count == 0) throw Empty(spec.AsOf is null ? "bars" : "asOf", spec.AsOf is { } t ? ChartSpecJson.Iso(t) : "no bars", "a time after the first bar's close");
        if (spec is { Session: SessionFilter.Regular, Interval.IsIntraday: true } && !calendar.IsContinuous)
        {
            bars = Filter(spec, bars, calendar, plotWidth, warmUp);
            if (bars.Count == 0) throw Empty("session", "regular", $"extended: no bar lies in the regular hours of {calendar.Exchange}");
        }
        var (first, end) = Visible(spec, bars, calendar, plotWidth);
        if (first >= end) throw Empty("range", Shown(spec), $"within the bars, {ChartSpecJson.Iso(bars.Time[0])} to {ChartSpecJson.Iso(bars.Time[^1])}");
        return new BarWindow(bars, first, end, spec.Range is not null || spec.Bars is not null);
    }

    /// <summary>
    /// Bars that <see cref="Select"/> and the scales can ask for. A filter of hours can drop five of six bars: New York's
    /// regular week is 32.5 hours of 168.
    /// </summary>
    internal static BarDemand Demand(ChartSpec spec, int warmUp, long last)
    {
        var factor = spec is { Session: SessionFilter.Regular, Interval.IsIntraday: true } ? 6 : 1;
        last = Math.Min(last, spec.AsOf ?? long.MaxValue);
        var visible = spec.Range is null ? Count(spec, spec.Width) : 0;
        var count = (int)Math.Min(((long)visible + spec.ShiftLeft + Math.Max(warmUp, MostLookedBack) + 2) * factor, int.MaxValue);
        long? from = spec.Range switch
        {
            { Span: { } span } => SpanFrom(span, last),
            { } range => range.From,
            null => null,
        };
        foreach (var time in DrawingTimes(spec)) from = Math.Min(from ?? long.MaxValue, time);
        if (from is { } early) from = Math.Max(early, EarliestTime) - (spec.Interval.Duration.Ticks / TimeSpan.TicksPerMillisecond);
        return new BarDemand(count, from, spec.AsOf, MostFrom);
    }

    /// <summary>A time before which a span cannot begin: weekends and holidays lengthen spans of days.</summary>
    private static long SpanFrom(string span, long last)
    {
        if (span == "ALL") return EarliestTime;
        var days = span switch
        {
            "DTD" => 2,
            "WTD" => 9,
            "MTD" => 33,
            "YTD" => 368,
            _ when span.EndsWith('D') => 10 + (3 * (span[0] - '0')),
            _ when span.EndsWith('M') => 3 + (31 * (span[0] - '0')),
            _ => 3 + (366 * (span[0] - '0')),
        };
        return last - (days * 86_400_000L);
    }

    private static IEnumerable<long> DrawingTimes(ChartSpec spec)
    {
        foreach (var drawing in spec.Drawings)
        {
            foreach (var (key, value) in drawing.Input)
            {
                if (key.EndsWith("atetime", StringComparison.Ordinal) && SettingDefinition.TryParseTime(value.ToString(), out var time)) yield return time;
            }
        }
    }

    /// <summary>How many bars had closed by a time.</summary>
    internal static int ClosedBy(BarSeries bars, Timeframe timeframe, ExchangeCalendar calendar, long asOf)
    {
        var count = bars.IndexAtOrAfter(asOf + 1);
        while (count > 0 && CloseTime(bars.Time[count - 1], timeframe, calendar) > asOf) count--;
        return count;
    }

    private static long CloseTime(long open, Timeframe timeframe, ExchangeCalendar calendar)
    {
        var start = DateTime.UnixEpoch.AddTicks(open * TimeSpan.TicksPerMillisecond);
        var last = timeframe.Unit switch
        {
            TimeframeUnit.Month => start.AddMonths(timeframe.Count),
            TimeframeUnit.Year => start.AddYears(timeframe.Count),
            _ => start + timeframe.Duration,
        };
        if (timeframe.IsIntraday) return (last.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
        var first = calendar.TradingDay(open, timeframe);
        // Several days are counted as they were merged, without weekends; the others end with the last trading day of their week or month.
        var end = timeframe.Unit == TimeframeUnit.Day ? Periods.Of(first, timeframe, !calendar.HasWeekends).End : first + (last - start).Days;
        return calendar.CloseOf(Math.Max(first, calendar.PreviousTradingDay(end)));
    }

    private static (int First, int End) Visible(ChartSpec spec, BarSeries bars, ExchangeCalendar calendar, double plotWidth)
    {
        int first, end = Math.Max(bars.Count - spec.ShiftLeft, 1);
        if (spec.Range is { Span: null } range)
        {
            end = Math.Max(bars.IndexAtOrAfter(range.To + 1) - spec.ShiftLeft, 0);
            first = bars.IndexAtOrAfter(range.From) - spec.ShiftLeft;
        }
        else if (spec.Range is { Span: { } span })
            first = SpanStart(span, bars, end - 1, spec.Interval, calendar);
        else
            first = end - Count(spec, plotWidth);
        return (Math.Max(first, Math.Max(end - MostVisible, 0)), end);
    }

    private static int SpanStart(string span, BarSeries bars, int last, Timeframe timeframe, ExchangeCalendar calendar, bool regularOnly = false)
    {
        if (span == "ALL") return 0;
        int Day(int i) => calendar.TradingDay(bars.Time[i], timeframe);
        var date = DateTime.UnixEpoch.AddDays(Day(last));
        if (span is "1D" or "5D" && (timeframe.IsIntraday || timeframe == Timeframe.D1))
        {
            var (days, first, current) = (span[0] - '0', last, Day(last));
            for (var i = last - 1; i >= 0; i--)
            {
                var earlier = Day(i);
                if (earlier != current)
                {
                    if (regularOnly && !calendar.IsRegular(bars.Time[i])) continue;
                    if (--days == 0) break;
                    current = earlier;
                }
                first = i;
            }
            return first;
        }
        var start = span switch
        {
            "DTD" => date,
            "WTD" => date.AddDays(-(((int)date.DayOfWeek + 6) % 7)),
            "MTD" => new DateTime(date.Year, date.Month, 1, 0, 0, 0, DateTimeKind.Utc),
            "YTD" => new DateTime(date.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            _ when span.EndsWith('D') => date.AddDays(1 - (span[0] - '0')),
            _ when span.EndsWith('M') => date.AddMonths(-(span[0] - '0')),
            _ => date.AddYears(-(span[0] - '0')),
        };
        var day = (int)(start - DateTime.UnixEpoch).TotalDays;
        // A trading day begins at most a day before its date, and nothing earlier can belong to it.
        var index = bars.IndexAtOrAfter((day - 1L) * 86_400_000);
        while (index < last && Day(index) < day) index++;
        return index;
    }

    /// <summary>The bars of the regular hours, walking back only as far as the view, its drawings and the warm-up need.</summary>
    private static BarSeries Filter(ChartSpec spec, BarSeries bars, ExchangeCalendar calendar, double plotWidth, int warmUp)
    {
        var last = LastRegular(bars, calendar, spec.ShiftLeft);
        if (last < 0) return BarSeries.Empty;
        var count = spec.Range is null ? Count(spec, plotWidth) + spec.ShiftLeft : 0;
        var from = spec.Range switch
        {
            null => long.MaxValue,
            { Span: { } span } => bars.Time[SpanStart(span, bars, last, spec.Interval, calendar, regularOnly: true)],
            { } range => range.From,
        };
        // A range that is moved to the left begins so many bars before its start.
        var beforeNeeded = warmUp + (spec.Range is { Span: null } ? (long)spec.ShiftLeft : 0);
        foreach (var time in DrawingTimes(spec)) from = Math.Min(from, time);
        var kept = new List<Bar>();
        var before = 0;
        for (var i = bars.Count - 1; i >= 0; i--)
        {
            if (!calendar.IsRegular(bars.Time[i])) continue;
            kept.Add(bars[i]);
            if (kept.Count > count && bars.Time[i] < from && ++before > beforeNeeded) break;
        }
        kept.Reverse();
        return BarSeries.From(kept);
    }

    /// <summary>Index of the last bar of the regular hours, or of one so many of them before, but no earlier than the first; −1 when there is none.</summary>
    private static int LastRegular(BarSeries bars, ExchangeCalendar calendar, int before)
    {
        var found = -1;
        for (var i = bars.Count - 1; i >= 0 && before >= 0; i--)
        {
            if (!calendar.IsRegular(bars.Time[i])) continue;
            found = i;
            before--;
        }
        return found;
    }

    private static int Count(ChartSpec spec, double plotWidth) => spec.Bars ?? (int)Math.Ceiling(plotWidth / DefaultSpacing);

    private static string Shown(ChartSpec spec) => spec.Range switch
    {
        { Span: { } span } => span,
        { } range => $"{ChartSpecJson.Iso(range.From)} to {ChartSpecJson.Iso(range.To)}",
        _ => "all",
    };

    private static ChartSpecException Empty(string path, string value, string allowed) => new([new SpecProblem(path, value, allowed)]);
}
