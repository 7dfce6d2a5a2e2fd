using System.Globalization;
using NodaTime;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Journal;

/// <summary>A span of days in Berlin that a report is about.</summary>
/// <param name="Type">daily, weekly or monthly.</param>
/// <param name="Key">The day, the ISO week or the month: 2026-03-03, 2026-W10, 2026-03.</param>
/// <param name="First">Its first day.</param>
/// <param name="Last">Its last day.</param>
public sealed record ReportPeriod(string Type, string Key, DateOnly First, DateOnly Last)
{
    /// <summary>The zone in which days begin and end.</summary>
    public const string Zone = "Europe/Berlin";

    /// <summary>Its begin, UTC.</summary>
    public DateTime From => StartOf(First);

    /// <summary>Its end, UTC: the midnight after its last day.</summary>
    public DateTime To => StartOf(Last.AddDays(1));

    /// <summary>What is due on a day: the day itself; its week, when no trading day of Xetra follows in it; its month likewise.</summary>
    public static IReadOnlyList<ReportPeriod> DueOn(DateOnly day)
    {
        var next = NextTradingDay(day);
        var due = new List<ReportPeriod> { Daily(day) };
        if (IsTradingDay(day) && WeekOf(next) != WeekOf(day)) due.Add(Weekly(day));
        if (IsTradingDay(day) && (next.Year, next.Month) != (day.Year, day.Month)) due.Add(Monthly(day));
        return due;
    }

    /// <summary>A day.</summary>
    public static ReportPeriod Daily(DateOnly day) => new("daily", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day, day);

    /// <summary>
    /// The week of its last trading day: from the day after the last trading day of the week before, so that what closes on
    /// a weekend belongs to one report, the next.
    /// </summary>
    public static ReportPeriod Weekly(DateOnly last) => new("weekly", WeekOf(last), PreviousTradingDay(last.AddDays(-(((int)last.DayOfWeek + 6) % 7))).AddDays(1), last);

    /// <summary>The month of its last trading day, from the day after that of the month before.</summary>
    public static ReportPeriod Monthly(DateOnly last) =>
        new("monthly", last.ToString("yyyy-MM", CultureInfo.InvariantCulture), PreviousTradingDay(new DateOnly(last.Year, last.Month, 1)).AddDays(1), last);

    /// <summary>The instant at which a day begins in Berlin, also on the two days a year that have 23 or 25 hours.</summary>
    private static DateTime StartOf(DateOnly day) => LocalDate.FromDateOnly(day).AtStartOfDayInZone(TimeZones.Find(Zone)!).ToDateTimeUtc();

    private static string WeekOf(DateOnly day)
    {
        var date = day.ToDateTime(TimeOnly.MinValue);
        return $"{ISOWeek.GetYear(date)}-W{ISOWeek.GetWeekOfYear(date):00}";
    }

    private static bool IsTradingDay(DateOnly day) => ExchangeCalendar.For("XETRA")!.IsTradingDay(day);

    private static DateOnly NextTradingDay(DateOnly day)
    {
        do day = day.AddDays(1);
        while (!IsTradingDay(day));
        return day;
    }

    private static DateOnly PreviousTradingDay(DateOnly day)
    {
        do day = day.AddDays(-1);
        while (!IsTradingDay(day));
        return day;
    }
}
