using System.Globalization;
using System.Text.Json;

namespace TradeMatrix.Charting.Bars;

/// <summary>
/// The calendars of <c>exchanges.json</c>, by name and alias. Holidays stand there as <c>MM-dd</c> by year, weekends left
/// out. Hong Kong's, which follow the moon and the typhoons, are not known.
/// </summary>
internal static class ExchangeTable
{
    private static readonly Lazy<Dictionary<string, Lazy<ExchangeCalendar>>> Known = new(Load);

    /// <summary>The calendar of a name or alias in any case; null when there is none.</summary>
    public static ExchangeCalendar? Find(string exchange) => Known.Value.TryGetValue(exchange, out var calendar) ? calendar.Value : null;

    /// <summary>Reads the names. A calendar with its zone and holidays is made when its exchange is asked for.</summary>
    private static Dictionary<string, Lazy<ExchangeCalendar>> Load()
    {
        using var stream = typeof(ExchangeTable).Assembly.GetManifestResourceStream("exchanges.json")!;
        var root = JsonElement.Parse(ReadAll(stream));
        var holidays = root.GetProperty("holidays");
        var known = new Dictionary<string, Lazy<ExchangeCalendar>>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in root.GetProperty("exchanges").EnumerateArray())
        {
            var calendar = new Lazy<ExchangeCalendar>(() => Calendar(row, holidays));
            known[row.GetProperty("exchange").GetString()!] = calendar;
            foreach (var alias in row.GetProperty("aliases").EnumerateArray()) known[alias.GetString()!] = calendar;
        }
        return known;
    }

    private static byte[] ReadAll(Stream stream)
    {
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static ExchangeCalendar Calendar(JsonElement row, JsonElement holidays)
    {
        long open = Time(row, "open")!.Value, close = Time(row, "close")!.Value;
        var usual = new DailyHours(open, close, Time(row, "extendedOpen") ?? open, Time(row, "extendedClose") ?? close)
        {
            Pause = row.TryGetProperty("pause", out var pause) ? (Time(pause, "start")!.Value, Time(pause, "end")!.Value) : default,
        };
        return new ExchangeCalendar(
            row.GetProperty("exchange").GetString()!,
            TimeZones.Find(row.GetProperty("zone").GetString()!)!,
            usual,
            ExchangeCalendar.Weekdays(row.GetProperty("days").GetInt32()),
            row.TryGetProperty("holidays", out var name) ? HolidaysOf(holidays.GetProperty(name.GetString()!), usual) : null);
    }

    private static Holidays HolidaysOf(JsonElement table, DailyHours usual)
    {
        List<int> closed = [], half = [];
        var (firstYear, lastYear) = (int.MaxValue, int.MinValue);
        foreach (var row in table.GetProperty("years").EnumerateObject())
        {
            var year = int.Parse(row.Name, CultureInfo.InvariantCulture);
            (firstYear, lastYear) = (Math.Min(firstYear, year), Math.Max(lastYear, year));
            AddDays(closed, year, row.Value, "closed");
            AddDays(half, year, row.Value, "half");
        }
        var hours = table.TryGetProperty("halfDay", out var day)
            ? new DailyHours(usual.Open, Time(day, "close")!.Value, usual.ExtendedOpen, Time(day, "extendedClose") ?? Time(day, "close")!.Value)
            : null;
        return new Holidays(firstYear, lastYear, closed, half, hours);
    }

    private static void AddDays(List<int> days, int year, JsonElement row, string kind)
    {
        if (!row.TryGetProperty(kind, out var dates)) return;
        foreach (var date in dates.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            days.Add(Periods.DayOf(new DateOnly(year, int.Parse(date.AsSpan(0, 2), CultureInfo.InvariantCulture), int.Parse(date.AsSpan(3), CultureInfo.InvariantCulture))));
    }

    /// <summary>A wall-clock time in milliseconds; null when it is not given.</summary>
    private static long? Time(JsonElement row, string key) => row.TryGetProperty(key, out var text)
        ? TimeOnly.ParseExact(text.GetString()!, "HH:mm", CultureInfo.InvariantCulture).Ticks / TimeSpan.TicksPerMillisecond
        : null;
}
