namespace TradeMatrix.Charting.Tests.Bars;

/// <summary>
/// Closed weekdays and half days by the exchanges' published rules, to hold the dates of the table against. Weekends may be
/// among the closed days.
/// </summary>
internal static class HolidayRules
{
    public static IEnumerable<DateOnly> Closed(string exchange, int year) => exchange switch
    {
        "XETRA" => Xetra(year),
        "NYSE" or "NASDAQ" => NewYork(year),
        "LSE" => London(year),
        "EURONEXT" => [On(year, 1, 1), GoodFriday(year), EasterMonday(year), On(year, 5, 1), On(year, 12, 25), On(year, 12, 26)],
        "TSE" => Tokyo(year),
        "FX" => [On(year, 1, 1), On(year, 12, 25)],
        _ => [],
    };

    public static IEnumerable<DateOnly> Half(string exchange, int year) => exchange switch
    {
        "XETRA" => [Backward(On(year, 12, 30))],
        "NYSE" or "NASDAQ" => new[] { On(year, 7, 3), On(year, 12, 24), Nth(year, 11, DayOfWeek.Thursday, 4).AddDays(1) }
            .Where(day => IsWeekday(day) && !NewYork(year).Contains(day)),
        "LSE" => [Backward(On(year, 12, 24)), Backward(On(year, 12, 31))],
        "EURONEXT" => new[] { On(year, 12, 24), On(year, 12, 31) }.Where(IsWeekday),
        _ => [],
    };

    public static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Gregorian Easter by Gauss, with Lichtenberg's correction (1997).</summary>
    public static DateOnly Easter(int year)
    {
        var century = year / 100;
        var moon = 15 + ((3 * century + 3) / 4) - ((8 * century + 13) / 25);
        var sun = 2 - ((3 * century + 3) / 4);
        var metonic = year % 19;
        var seed = ((19 * metonic) + moon) % 30;
        var correction = (seed + (metonic / 11)) / 29;
        var fullMoon = 21 + seed - correction;
        var firstSunday = 7 - ((year + (year / 4) + sun) % 7);
        return On(year, 3, 1).AddDays(fullMoon + 7 - ((fullMoon - firstSunday) % 7) - 1);
    }

    private static List<DateOnly> Xetra(int year)
    {
        List<DateOnly> days =
            [On(year, 1, 1), GoodFriday(year), EasterMonday(year), On(year, 5, 1), On(year, 12, 24), On(year, 12, 25), On(year, 12, 26), On(year, 12, 31)];
        if (year <= 2021) days.AddRange([Easter(year).AddDays(50), On(year, 10, 3)]); // Whit Monday and German Unity Day
        if (year == 2017) days.Add(On(2017, 10, 31)); // 500 years of the Reformation
        return days;
    }

    private static List<DateOnly> NewYork(int year)
    {
        List<DateOnly> days =
        [
            MondayAfterSunday(On(year, 1, 1)), // a Saturday's is not made up for, because the Friday ends the year
            Nth(year, 1, DayOfWeek.Monday, 3), Nth(year, 2, DayOfWeek.Monday, 3), GoodFriday(year), Last(year, 5, DayOfWeek.Monday),
            Observed(On(year, 7, 4)), Nth(year, 9, DayOfWeek.Monday, 1), Nth(year, 11, DayOfWeek.Thursday, 4), Observed(On(year, 12, 25)),
        ];
        if (year >= 2022) days.Add(Observed(On(year, 6, 19)));
        if (year == 2018) days.Add(On(2018, 12, 5)); // mourning for G. H. W. Bush
        if (year == 2025) days.Add(On(2025, 1, 9)); // mourning for J. Carter
        return days;
    }

    private static List<DateOnly> London(int year)
    {
        List<DateOnly> days = [Forward(On(year, 1, 1)), GoodFriday(year), EasterMonday(year), Last(year, 8, DayOfWeek.Monday)];
        days.Add(year == 2020 ? On(2020, 5, 8) : Nth(year, 5, DayOfWeek.Monday, 1)); // moved to the 75th V-E Day
        days.AddRange(year == 2022 ? [On(2022, 6, 2), On(2022, 6, 3)] : [Last(year, 5, DayOfWeek.Monday)]); // Platinum Jubilee
        days.AddRange(On(year, 12, 25).DayOfWeek switch
        {
            DayOfWeek.Friday => [On(year, 12, 25), On(year, 12, 28)],
            DayOfWeek.Saturday => [On(year, 12, 27), On(year, 12, 28)],
            DayOfWeek.Sunday => [On(year, 12, 26), On(year, 12, 27)],
            _ => [On(year, 12, 25), On(year, 12, 26)],
        });
        if (year == 2022) days.Add(On(2022, 9, 19)); // funeral of Elizabeth II
        if (year == 2023) days.Add(On(2023, 5, 8)); // coronation of Charles III
        return days;
    }

    private static HashSet<DateOnly> Tokyo(int year)
    {
        // Equinoxes by the usual formula for 1980 to 2099.
        int leaps = (year - 1980) / 4, spring = (int)(20.8431 + (0.242194 * (year - 1980))) - leaps, autumn = (int)(23.2488 + (0.242194 * (year - 1980))) - leaps;
        List<DateOnly> national =
        [
            On(year, 1, 1), Nth(year, 1, DayOfWeek.Monday, 2), On(year, 2, 11), On(year, 3, spring), On(year, 4, 29), On(year, 5, 3), On(year, 5, 4),
            On(year, 5, 5), Nth(year, 9, DayOfWeek.Monday, 3), On(year, 9, autumn), On(year, 11, 3), On(year, 11, 23),
        ];
        if (year <= 2018) national.Add(On(year, 12, 23));
        if (year >= 2020) national.Add(On(year, 2, 23));
        national.AddRange(year switch
        {
            2020 => [On(2020, 7, 23), On(2020, 7, 24), On(2020, 8, 10)], // moved for the Olympic games
            2021 => [On(2021, 7, 22), On(2021, 7, 23), On(2021, 8, 8)],
            _ => [Nth(year, 7, DayOfWeek.Monday, 3), Nth(year, 10, DayOfWeek.Monday, 2)],
        });
        if (year is >= 2016 and not (2020 or 2021)) national.Add(On(year, 8, 11));
        if (year == 2019) national.AddRange([On(2019, 5, 1), On(2019, 10, 22)]); // accession and enthronement
        var closed = new HashSet<DateOnly>(national) { On(year, 1, 2), On(year, 1, 3), On(year, 12, 31) };
        foreach (var day in national.Where(d => d.DayOfWeek == DayOfWeek.Sunday).Order())
        {
            var substitute = day.AddDays(1);
            while (national.Contains(substitute)) substitute = substitute.AddDays(1);
            closed.Add(substitute);
        }
        foreach (var day in national)
        {
            if (national.Contains(day.AddDays(2))) closed.Add(day.AddDays(1)); // between two holidays
        }
        if (year == 2020) closed.Add(On(2020, 10, 1)); // a failure stopped trading for the day
        return closed;
    }

    private static DateOnly On(int year, int month, int day) => new(year, month, day);

    private static DateOnly GoodFriday(int year) => Easter(year).AddDays(-2);

    private static DateOnly EasterMonday(int year) => Easter(year).AddDays(1);

    private static DateOnly Nth(int year, int month, DayOfWeek weekday, int n)
    {
        var first = On(year, month, 1);
        return first.AddDays(((weekday - first.DayOfWeek + 7) % 7) + (7 * (n - 1)));
    }

    private static DateOnly Last(int year, int month, DayOfWeek weekday)
    {
        var day = On(year, month, DateTime.DaysInMonth(year, month));
        return day.AddDays(-((day.DayOfWeek - weekday + 7) % 7));
    }

    private static DateOnly MondayAfterSunday(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? day.AddDays(1) : day;

    private static DateOnly Observed(DateOnly day) => day.DayOfWeek == DayOfWeek.Saturday ? day.AddDays(-1) : MondayAfterSunday(day);

    private static DateOnly Forward(DateOnly day) => IsWeekday(day) ? day : Forward(day.AddDays(1));

    private static DateOnly Backward(DateOnly day) => IsWeekday(day) ? day : Backward(day.AddDays(-1));
}
