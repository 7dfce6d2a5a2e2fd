using Cronos;

namespace TradeMatrix.Core.Tasks;

/// <summary>
/// When a task runs: cron expressions on the clock of a zone. Where the clock jumps over a time, that day's run is at the end
/// of the jump; where an hour comes twice, the run is in the first.
/// </summary>
public sealed class TaskSchedule
{
    /// <summary>What a schedule may look like, for people.</summary>
    public const string Form = "'off', or minute, hour, day, month and weekday of cron and a zone, such as '25 8 * * MON-FRI Europe/Berlin'; several are separated by ';'";

    private readonly IReadOnlyList<(CronExpression Cron, TimeZoneInfo Zone)> _lines;

    private TaskSchedule(string text, IReadOnlyList<(CronExpression, TimeZoneInfo)> lines) => (Text, _lines) = (text, lines);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">One or more cron expressions, each with its zone; without one, UTC.</param>
    /// <returns>Null when it is none.</returns>
    public static TaskSchedule? Parse(string text)
    {
        var lines = new List<(CronExpression, TimeZoneInfo)>();
        foreach (var line in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length is < 5 or > 6 || !CronExpression.TryParse(string.Join(' ', words[..5]), out var cron)) return null;
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(words.Length == 6 ? words[5] : "UTC", out var zone)) return null;
            lines.Add((cron, zone));
        }
        return lines.Count == 0 ? null : new TaskSchedule(text.Trim(), lines);
    }

    /// <summary>The first time after another; null when there is none.</summary>
    /// <param name="time">UTC.</param>
    public DateTime? After(DateTime time)
    {
        DateTime? first = null;
        foreach (var (cron, zone) in _lines)
        {
            if (cron.GetNextOccurrence(time, zone) is { } next && (first is null || next < first)) first = next;
        }
        return first;
    }

    /// <summary>The last time up to another and after a third; null when there is none.</summary>
    /// <param name="from">UTC, not included.</param>
    /// <param name="to">UTC, included.</param>
    public DateTime? Latest(DateTime from, DateTime to)
    {
        // From near the end, in steps that double: a schedule of every minute need not be walked through a night.
        for (var span = TimeSpan.FromMinutes(2); ; span *= 2)
        {
            var start = to - span > from ? to - span : from;
            DateTime? latest = null;
            for (var next = After(start); next <= to; next = After(next.Value)) latest = next;
            if (latest is not null || start == from) return latest;
        }
    }
}
