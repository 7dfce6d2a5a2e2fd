using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Core.Tests.Tasks;

public sealed class TaskScheduleTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-27", "2026-03-31")]
    [InlineData("Europe/Berlin", "2026-10-23", "2026-10-27")]
    [InlineData("America/New_York", "2026-03-06", "2026-03-10")]
    [InlineData("America/New_York", "2026-10-30", "2026-11-03")]
    public void A_daily_schedule_has_one_time_a_day_whichever_hour_is_left_out_or_comes_twice(string zone, string first, string last)
    {
        var place = TimeZoneInfo.FindSystemTimeZoneById(zone);
        for (var minute = 0; minute < 24 * 60; minute += 15)
        {
            var schedule = TaskSchedule.Parse($"{minute % 60} {minute / 60} * * * {zone}")!;
            var (from, to) = (Midnight(first), Midnight(last));
            var days = new List<DateOnly>();
            for (var next = schedule.After(from.AddTicks(-1)); next < to; next = schedule.After(next.Value)) days.Add(DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(next.Value, place)));
            Assert.Equal(Enumerable.Range(0, 4).Select(DateOnly.Parse(first).AddDays), days);
        }

        DateTime Midnight(string day) => TimeZoneInfo.ConvertTimeToUtc(DateOnly.Parse(day).ToDateTime(TimeOnly.MinValue), place);
    }

    [Theory]
    [InlineData("25 8 * * MON-FRI Europe/Berlin", "2026-03-06T12:00", "2026-03-09T07:25")]
    [InlineData("0 21 * * MON-FRI Europe/Berlin; 0 */4 * * * UTC", "2026-03-06T19:00", "2026-03-06T20:00")]
    [InlineData("0 2 * * *", "2026-03-06T02:00", "2026-03-07T02:00")]
    public void The_next_time_is_the_first_of_all_lines(string text, string after, string expected) =>
        Assert.Equal(Utc(expected), TaskSchedule.Parse(text)!.After(Utc(after)));

    [Theory]
    [InlineData("0 2 * * * UTC", "2026-03-01T00:00", "2026-03-03T12:00", "2026-03-03T02:00")]
    [InlineData("* * * * * UTC", "2026-03-01T00:00", "2026-03-03T12:00", "2026-03-03T12:00")]
    [InlineData("0 2 * * * UTC", "2026-03-03T02:00", "2026-03-03T12:00", null)]
    public void The_latest_time_is_after_the_first_and_up_to_the_last(string text, string from, string to, string? expected) =>
        Assert.Equal(expected is null ? null : Utc(expected), TaskSchedule.Parse(text)!.Latest(Utc(from), Utc(to)));

    [Theory]
    [InlineData("")]
    [InlineData("0 2 * *")]
    [InlineData("99 2 * * * UTC")]
    [InlineData("0 2 * * * Mars/Olympus")]
    [InlineData("0 2 * * * UTC extra")]
    public void What_is_no_schedule_is_not_read(string text) => Assert.Null(TaskSchedule.Parse(text));

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text), DateTimeKind.Utc);
}
