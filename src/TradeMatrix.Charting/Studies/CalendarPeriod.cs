namespace TradeMatrix.Charting.Studies;

/// <summary>Calendar periods of trading days, under the names that inputs use.</summary>
internal static class CalendarPeriod
{
    /// <summary>A number that is the same for days of one period and greater for later ones. Weeks begin on Monday.</summary>
    /// <param name="day">Trading day, days since 1970-01-01.</param>
    /// <param name="period">Session/Daily, Week(ly), Month(ly), Quarter(ly), Year(ly), Decade or Century (from a year that ends in 0 or 00).</param>
    public static int Of(int day, string period)
    {
        var date = DateTime.UnixEpoch.AddDays(day);
        return period switch
        {
            "Session" or "Daily" => day,
            "Week" or "Weekly" => (int)Math.Floor((day + 3) / 7.0), // 1970-01-01 was a Thursday
            "Month" or "Monthly" => (date.Year * 12) + date.Month,
            "Quarter" or "Quarterly" => (date.Year * 4) + ((date.Month - 1) / 3),
            "Year" or "Yearly" => date.Year,
            "Decade" => date.Year / 10,
            "Century" => date.Year / 100,
            _ => throw new ArgumentException($"period: '{period}' must be Session, Week, Month, Quarter, Year, Decade or Century", nameof(period)),
        };
    }

    /// <summary>The most trading days that a period has.</summary>
    /// <param name="period">As for <see cref="Of"/>.</param>
    public static int Days(string period) => period switch
    {
        "Session" or "Daily" => 1,
        "Week" or "Weekly" => 7,
        "Month" or "Monthly" => 31,
        "Quarter" or "Quarterly" => 92,
        "Year" or "Yearly" => 366,
        "Decade" => 3_653,
        "Century" => 36_525,
        _ => throw new ArgumentException($"period: '{period}' must be Session, Week, Month, Quarter, Year, Decade or Century", nameof(period)),
    };

    /// <summary>The period of each bar, by its trading day.</summary>
    public static int[] OfBars(StudyContext x, string period)
    {
        var result = new int[x.Count];
        for (var i = 0; i < result.Length; i++) result[i] = Of(x.Calendar.TradingDay(x.Bars.Time[i], x.Timeframe), period);
        return result;
    }
}
