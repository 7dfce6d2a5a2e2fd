using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Alerts.Channels;
using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;
using TradeMatrix.Testing.Alerts;

namespace TradeMatrix.Core.Tests.Alerts;

/// <summary>Every delivery comes to an end, and none holds up others.</summary>
public sealed class DeliveryEndTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ChannelName.Slack)]
    [InlineData(ChannelName.Discord)]
    [InlineData(ChannelName.Telegram)]
    [InlineData(ChannelName.Webhook)]
    public async Task What_is_accepted_is_sent_whatever_the_answer_reads(string channel)
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(channel);
        await house.RaiseAsync();
        house.Chat.Fail(ReceiverFault.OddAnswer);
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Equal((DeliveryState.Sent, (string?)null), Assert.Single(await house.DeliveriesAsync()) is var d ? (d.State, d.LastError) : default);
        house.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await house.Dispatcher.DeliverDueAsync(Cancel));
    }

    [Fact]
    public async Task What_nobody_foresaw_is_a_failed_attempt_like_any_other()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        var broken = await house.RouteAsync(ChannelName.Slack);
        await house.RouteAsync(ChannelName.Discord);
        await house.Service.Database.WriteAsync(Caller.Service, db => db.AlertRoutes.Where(r => r.Id == broken.Id).ExecuteUpdateAsync(u => u.SetProperty(r => r.Address, "address-secret"), Cancel), Cancel);
        await house.RaiseAsync();
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Equal("discord", Assert.Single(house.Messages).Channel);
        var failed = (await house.DeliveriesAsync()).Single(d => d.Channel == ChannelName.Slack);
        Assert.Equal((DeliveryState.Pending, 1, "something went wrong on the server", house.Clock.GetUtcNow().UtcDateTime.AddSeconds(15)), (failed.State, failed.Tries, failed.LastError, failed.NextAttemptAt));
        var line = Assert.Single(house.Log.Lines, l => l.Contains(failed.Id.ToString(), StringComparison.Ordinal) && l.Contains("failed at attempt 1", StringComparison.Ordinal));
        Assert.Contains("System.InvalidOperationException at ", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
        Assert.DoesNotContain("address-secret", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_delivery_whose_process_dies_each_time_ends_and_its_picture_with_it(DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        await house.RouteAsync(ChannelName.Slack);
        await house.RaiseAsync(await house.ChartAsync());
        for (var i = 0; i < 9; i++)
        {
            Assert.NotNull(await house.Outbox.ClaimAsync(DeliveryPart.Words, null, Cancel));
            house.Clock.Advance(TimeSpan.FromMinutes(3));
        }
        Assert.Equal(0, await house.Dispatcher.DeliverDueAsync(Cancel));
        Assert.Equal([(DeliveryState.Failed, "each attempt ended with the process that made it"), (DeliveryState.Failed, "the words were not delivered")], (await house.DeliveriesAsync()).Select(d => (d.State, d.LastError!)));
        Assert.Equal(0, house.Chat.Calls);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task What_matters_no_more_is_not_sent_and_says_so(DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        await house.RouteAsync(ChannelName.Slack);
        await house.Alerts.RaiseAsync(TestService.Ann, new AlertDraft { Kind = AlertKind.Setup, Symbol = "DAX", Lifetime = TimeSpan.FromMinutes(10), Chart = await house.ChartAsync() }, Cancel);
        house.Chat.Fail(ReceiverFault.Status(503));
        await house.Dispatcher.DeliverDueAsync(Cancel);
        house.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(0, await house.Dispatcher.DeliverDueAsync(Cancel));
        Assert.Equal(1, house.Chat.Calls);
        var deliveries = await house.DeliveriesAsync();
        Assert.Equal([(DeliveryState.Failed, "expired before it was delivered; the last attempt: the receiver answered with status 503"), (DeliveryState.Failed, "the words were not delivered")], deliveries.Select(d => (d.State, d.LastError!)));
        Assert.Equal(ErrorCode.Conflict, (await Assert.ThrowsAsync<ServiceException>(() => house.Outbox.RetryAsync(TestService.Ann, deliveries[0].Id, Cancel))).Code);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Words_in_hand_are_free_at_once_when_the_program_ends(DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        await house.RouteAsync(ChannelName.Slack);
        await house.RaiseAsync(await house.ChartAsync());
        house.Blobs.Close();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var delivering = house.Dispatcher.DeliverDueAsync(end.Token);
        while ((await house.DeliveriesAsync())[0].State != DeliveryState.Sending) Cancel.ThrowIfCancellationRequested();
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivering);
        var words = (await house.DeliveriesAsync())[0];
        Assert.Equal((DeliveryState.Pending, 0, (DateTime?)null), (words.State, words.Tries, words.LeaseUntil));
        house.Blobs.Open();
        await house.Dispatcher.DeliverDueAsync(Cancel);
        Assert.Single(house.Messages);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task One_user_has_two_workers_at_most_and_a_route_one(DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        for (var i = 0; i < 5; i++) await house.RouteAsync(ChannelName.Slack);
        var bobs = await house.RouteAsync(ChannelName.Slack, owner: TestService.Bob);
        for (var i = 0; i < 3; i++) await house.RaiseAsync();
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 2; i++) await house.Alerts.RaiseAsync(TestService.Bob, new AlertDraft { Kind = AlertKind.Setup, Symbol = "DAX", CoolDown = TimeSpan.Zero }, Cancel);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => house.Outbox.ClaimAsync(DeliveryPart.Words, null, Cancel), Cancel)));
        var taken = claims.OfType<ClaimedDelivery>().ToList();
        Assert.Equal(3, taken.Count);
        Assert.Equal(3, taken.Select(c => c.Route!.Id).Distinct().Count());
        Assert.Single(taken, c => c.Route!.Id == bobs.Id);
        Assert.False(await house.Outbox.IsDueAsync(DeliveryPart.Words, Cancel));

        await house.Outbox.SentAsync(taken.Single(c => c.Route!.Id == bobs.Id), null, false, Cancel);
        Assert.True(await house.Outbox.IsDueAsync(DeliveryPart.Words, Cancel));
        Assert.Equal(bobs.Id, (await house.Outbox.ClaimAsync(DeliveryPart.Words, null, Cancel))!.Route!.Id);
    }

    [Fact]
    public async Task Workers_share_out_what_is_due_beyond_a_users_share()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        for (var i = 0; i < 5; i++) await house.RouteAsync(ChannelName.Slack);
        for (var i = 0; i < 4; i++) await house.RaiseAsync();
        await house.Dispatcher.StartAsync(Cancel);
        // The clock stands still, so that no interval ends.
        for (var i = 0; i < 20; i++) await house.NextAsync(ChannelName.Slack);
        await house.Dispatcher.StopAsync(Cancel);
        Assert.All(await house.DeliveriesAsync(), d => Assert.Equal(DeliveryState.Sent, d.State));
    }

    [Fact]
    public async Task While_nothing_is_due_nothing_is_written()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        await house.RouteAsync(ChannelName.Slack);
        await using var other = new SqliteConnection(house.Service.Database.ConnectionString);
        await other.OpenAsync(Cancel);
        // Whoever wanted to write would wait for this one.
        await using var writing = other.BeginTransaction(deferred: false);
        await house.Dispatcher.StartAsync(Cancel);
        for (var looks = 0; looks < 5;) looks += await house.Clock.PassAsync(TimeSpan.FromSeconds(5), Cancel) == TimeSpan.FromSeconds(5) ? 1 : 0;
        await house.Dispatcher.StopAsync(Cancel);
        Assert.DoesNotContain(house.Log.Lines, l => l.Contains("not delivered now", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deliveries_of_a_user_beyond_the_hours_most_are_kept_as_failed()
    {
        await using var house = await AlertHouse.CreateAsync(servers);
        for (var i = 0; i < 20; i++) await house.RouteAsync(ChannelName.Slack);
        for (var i = 0; i < 26; i++) await house.RaiseAsync();
        var deliveries = await house.DeliveriesAsync();
        Assert.Equal(AlertService.DeliveriesAnHour, deliveries.Count(d => d.State == DeliveryState.Pending));
        Assert.All(deliveries.Where(d => d.State == DeliveryState.Failed), d => Assert.Equal("more than 500 deliveries in an hour", d.LastError));
        house.Clock.Advance(TimeSpan.FromHours(1));
        await house.RaiseAsync();
        Assert.Equal(AlertService.DeliveriesAnHour + 20, (await house.DeliveriesAsync()).Count(d => d.State == DeliveryState.Pending));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_picture_is_kept_once_though_its_process_died_and_shows_the_market_of_its_alert(DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        var alert = await house.RaiseAsync(await house.ChartAsync());
        var dax = await house.Service.Symbols.GetAsync(TestService.Ann, "DAX", Cancel);
        house.Clock.Advance(TimeSpan.FromHours(20));
        await house.Service.Bars.WriteAsync(TestService.Ann, dax, Charting.Bars.Timeframe.D1, Charting.Bars.BarSeries.From([new Charting.Bars.Bar(new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), 1, 2, 1, 2, 1)]), "import", Cancel);
        house.Service.Loader.Forget(dax.Id);
        var pictures = house.Service.Get<AlertPictures>();
        var first = await pictures.OfAsync(alert);
        // Killed between drawing and noting it.
        await house.Service.Database.WriteAsync(Caller.Service, db => db.Alerts.ExecuteUpdateAsync(u => u.SetProperty(a => a.SnapshotId, (Guid?)null), Cancel), Cancel);
        AlertPicture second;
        do second = await pictures.OfAsync(alert);
        while (ReferenceEquals(first, second));
        Assert.Equal(first.SnapshotId, second.SnapshotId);
        var kept = await house.Service.Database.ReadAsync(Caller.Service, db => db.Snapshots.SingleAsync(Cancel), Cancel);
        Assert.InRange(kept.DataAsOf!.Value, DateTime.MinValue, alert.TriggeredAt);
    }
}
