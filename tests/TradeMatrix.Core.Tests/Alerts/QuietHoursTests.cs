using System.Globalization;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Alerts.Channels;
using TradeMatrix.Testing;
using TradeMatrix.Testing.Alerts;

namespace TradeMatrix.Core.Tests.Alerts;

public sealed class QuietHoursTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    // Winter: Berlin is an hour ahead.
    [InlineData("22:00", "07:00", "2026-01-10T20:59", null)]
    [InlineData("22:00", "07:00", "2026-01-10T21:00", "2026-01-11T06:00")]
    [InlineData("22:00", "07:00", "2026-01-11T05:59", "2026-01-11T06:00")]
    [InlineData("22:00", "07:00", "2026-01-11T06:00", null)]
    [InlineData("12:00", "13:00", "2026-01-11T11:30", "2026-01-11T12:00")]
    [InlineData("12:00", "13:00", "2026-01-11T12:00", null)]
    // The night to 29 March is an hour shorter: 7 o'clock is 5 UTC.
    [InlineData("22:00", "07:00", "2026-03-28T21:30", "2026-03-29T05:00")]
    [InlineData("22:00", "07:00", "2026-03-28T23:30", "2026-03-29T05:00")]
    // Half past two does not exist that night: the clock jumps from two to three, at 1 UTC.
    [InlineData("22:00", "02:30", "2026-03-28T23:30", "2026-03-29T01:30")]
    // The night to 25 October is an hour longer: 7 o'clock is 6 UTC.
    [InlineData("22:00", "07:00", "2026-10-24T20:30", "2026-10-25T06:00")]
    // Half past two comes twice; the first ends them, and the second time round it is not quiet again until the end.
    [InlineData("22:00", "02:30", "2026-10-24T22:00", "2026-10-25T00:30")]
    [InlineData("22:00", "02:30", "2026-10-25T00:45", null)]
    [InlineData("22:00", "02:30", "2026-10-25T01:15", null)]
    public void They_end_by_the_clock_on_the_wall(string from, string to, string time, string? end) =>
        Assert.Equal(Utc(end ?? time), QuietHours.Parse(from, to, "Europe/Berlin").EndFor(Utc(time)));

    [Fact]
    public async Task An_alert_waits_for_their_end_unless_it_is_critical_and_so_does_its_repetition()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(ChannelName.Slack, new AlertRouteDraft { QuietFrom = "13:00", QuietTo = "14:00", Zone = "Europe/Berlin" });
        await house.RaiseAsync();
        await house.RaiseAsync(severity: AlertSeverity.Critical);
        Assert.Equal(1, await house.Dispatcher.DeliverDueAsync(Cancel));
        house.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 3, 12, 59, 59, TimeSpan.Zero));
        Assert.Equal(0, await house.Dispatcher.DeliverDueAsync(Cancel));
        house.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 3, 13, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, await house.Dispatcher.DeliverDueAsync(Cancel));
        Assert.Equal(2, house.Messages.Count);

        house.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 4, 11, 59, 50, TimeSpan.Zero));
        var alert = await house.RaiseAsync();
        house.Chat.Fail(ReceiverFault.Status(500));
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Equal(new DateTime(2026, 3, 4, 13, 0, 0, DateTimeKind.Utc), (await house.DeliveriesAsync()).Single(d => d.AlertId == alert.Id).NextAttemptAt);
    }

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
