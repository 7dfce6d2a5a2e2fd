using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Alerts.Channels;
using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Alerts;

/// <summary>Bob tries to see and to change what is Ann's, the service's, or forbidden to users.</summary>
public sealed class AlertOwnershipTests(Servers servers)
{
    private delegate Task Attack(TradeMatrixContext db, Held held);

    private static readonly Guid Ann = TestService.Ann.UserId!.Value, Bob = TestService.Bob.UserId!.Value;

    private static readonly Dictionary<string, Attack> Attacks = new(StringComparer.Ordinal)
    {
        ["insert an alert of Ann"] = (db, _) => SaveAsync(db, AlertOf(Ann)),
        ["insert an alert of nobody"] = (db, _) => SaveAsync(db, AlertOf(null)),
        ["insert an alert of his own"] = (db, _) => SaveAsync(db, AlertOf(Bob)),
        ["forge Ann's alert"] = (db, h) => ForgeAsync(db, new Alert { Id = h.Alert, UserId = Bob, Kind = "test", Title = "x", Text = "x" }, EntityState.Modified),
        ["remove Ann's alert"] = (db, h) => ForgeAsync(db, new Alert { Id = h.Alert, UserId = Bob }, EntityState.Deleted),
        ["change alerts unfiltered"] = (db, _) => db.Alerts.IgnoreQueryFilters().ExecuteUpdateAsync(a => a.SetProperty(x => x.Title, "x")),
        ["take alerts unfiltered"] = (db, _) => db.Alerts.IgnoreQueryFilters().ExecuteUpdateAsync(a => a.SetProperty(x => x.UserId, Bob)),
        ["remove alerts unfiltered"] = (db, _) => db.Alerts.IgnoreQueryFilters().ExecuteDeleteAsync(),
        ["remove alerts in SQL"] = (db, _) => db.Database.ExecuteSqlAsync($"DELETE FROM alerts"),
        ["silence Ann"] = (db, _) => db.Database.ExecuteSqlAsync($"INSERT INTO alert_cooldowns (owner, key, expires_at) VALUES ({Ann}, 'x', {new DateTime(2036, 1, 1, 0, 0, 0, DateTimeKind.Utc)})"),
        ["end cool-downs"] = (db, _) => db.Database.ExecuteSqlAsync($"DELETE FROM alert_cooldowns"),
        ["insert a route of Ann"] = (db, _) => SaveAsync(db, new AlertRoute { Id = Guid.NewGuid(), UserId = Ann, Name = "x", Channel = ChannelName.Slack, Address = "x" }),
        ["insert an unchecked route of his own"] = (db, _) => SaveAsync(db, new AlertRoute { Id = Guid.NewGuid(), UserId = Bob, Name = "x", Channel = ChannelName.Slack, Address = "http://169.254.169.254/" }),
        ["lead Ann's routes elsewhere"] = (db, _) => db.AlertRoutes.IgnoreQueryFilters().ExecuteUpdateAsync(r => r.SetProperty(x => x.Address, "x")),
        ["confirm routes unfiltered"] = (db, _) => db.AlertRoutes.IgnoreQueryFilters().ExecuteUpdateAsync(r => r.SetProperty(x => x.ConfirmedAt, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc))),
        ["set the code of a route"] = (db, _) => db.Database.ExecuteSqlAsync($"UPDATE alert_routes SET code_hash = 'x', code_tries = 0"),
        ["take Ann's routes"] = (db, _) => db.Database.ExecuteSqlAsync($"UPDATE alert_routes SET user_id = {Bob}"),
        ["remove Ann's routes"] = (db, _) => db.Database.ExecuteSqlAsync($"DELETE FROM alert_routes"),
        ["insert a delivery"] = (db, h) => SaveAsync(db, new AlertDelivery { Id = Guid.NewGuid(), AlertId = h.Alert, UserId = Bob, Channel = ChannelName.Slack }),
        ["stop Ann's deliveries"] = (db, _) => db.AlertDeliveries.IgnoreQueryFilters().ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeliveryState.Sent)),
        ["lead Ann's deliveries to his route"] = (db, h) => db.Database.ExecuteSqlAsync($"UPDATE alert_deliveries SET route_id = {h.RouteOfBob}, user_id = {Bob}"),
        ["remove Ann's deliveries"] = (db, _) => db.AlertDeliveries.IgnoreQueryFilters().Where(d => d.UserId == Ann).ExecuteDeleteAsync(),
        ["subscribe Ann"] = (db, h) => SaveAsync(db, new AlertSubscription { Id = Guid.NewGuid(), UserId = Ann, SymbolId = h.Catalogue }),
        ["subscribe to Ann's symbol"] = (db, h) => SaveAsync(db, new AlertSubscription { Id = Guid.NewGuid(), UserId = Bob, SymbolId = h.SymbolOfAnn }),
        ["lead a subscription to Ann's symbol"] = (db, h) => db.Database.ExecuteSqlAsync($"UPDATE alert_subscriptions SET symbol_id = {h.SymbolOfAnn} WHERE user_id = {Bob}"),
        ["give a subscription to Ann"] = (db, _) => db.Database.ExecuteSqlAsync($"UPDATE alert_subscriptions SET user_id = {Ann} WHERE user_id = {Bob}"),
        ["take Ann's subscriptions"] = (db, _) => db.AlertSubscriptions.IgnoreQueryFilters().ExecuteUpdateAsync(s => s.SetProperty(x => x.UserId, Bob)),
        ["switch Ann's subscriptions"] = (db, _) => db.AlertSubscriptions.IgnoreQueryFilters().Where(s => s.UserId == Ann).ExecuteUpdateAsync(s => s.SetProperty(x => x.PivotPointEnabled, true)),
        ["deafen Ann's subscriptions"] = (db, _) => db.AlertSubscriptions.IgnoreQueryFilters().Where(s => s.UserId == Ann).ExecuteUpdateAsync(s => s.SetProperty(x => x.CheckedTo, new DateTime(2036, 1, 1, 0, 0, 0, DateTimeKind.Utc))),
        ["remove Ann's subscriptions"] = (db, _) => db.AlertSubscriptions.IgnoreQueryFilters().Where(s => s.UserId == Ann).ExecuteDeleteAsync(),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Nothing_of_others_changes(DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        var held = await FillAsync(house);
        var before = await StateAsync(house);
        foreach (var (name, attack) in Attacks)
        {
            try
            {
                await house.Service.Database.WriteAsync(TestService.Bob, db => attack(db, held), Cancel);
            }
            catch (Exception e) when (e is ForbiddenException or DbUpdateException or DbException)
            {
                // Refused aloud; passing over the rows in silence is as good.
            }
            Assert.Equal((name, before), (name, await StateAsync(house)));
        }
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Nothing_of_others_is_seen(DatabaseKind kind)
    {
        await using var house = await AlertHouse.CreateAsync(servers, kind);
        var held = await FillAsync(house);
        Assert.Empty((await house.Alerts.ListAsync(TestService.Bob, new AlertFilter(), Cancel)).Alerts);
        Assert.Empty((await house.Outbox.ListAsync(TestService.Bob, null, null, 50, null, Cancel)).Deliveries);
        Assert.Equal(held.RouteOfBob, Assert.Single(await house.Routes.ListAsync(TestService.Bob, Cancel)).Id);
        Assert.Equal(Bob, Assert.Single(await house.Subscriptions.ListAsync(TestService.Bob, Cancel)).UserId);
        foreach (var act in (Func<Task>[])
        [
            () => house.Alerts.GetAsync(TestService.Bob, held.Alert, Cancel), () => house.Alerts.AcknowledgeAsync(TestService.Bob, held.Alert, Cancel),
            () => house.Alerts.GetAsync(TestService.Bob, held.AlertOfService, Cancel), () => house.Outbox.RetryAsync(TestService.Bob, held.Delivery, Cancel),
            () => house.Routes.GetAsync(TestService.Bob, held.RouteOfAnn, Cancel), () => house.Routes.UpdateAsync(TestService.Bob, held.RouteOfAnn, new AlertRouteDraft { Enabled = false }, Cancel),
            () => house.Routes.DeleteAsync(TestService.Bob, held.RouteOfAnn, Cancel), () => house.Dispatcher.TestAsync(TestService.Bob, held.RouteOfAnn.ToString(), Cancel),
        ])
            Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<ServiceException>(act)).Code);
    }

    [Fact]
    public async Task PostgreSQL_shows_no_foreign_rows_without_the_filters_and_nobody_an_address()
    {
        await using var house = await AlertHouse.CreateAsync(servers, DatabaseKind.Postgres);
        await FillAsync(house);
        await house.Service.Database.ReadAsync(TestService.Bob, async db =>
        {
            Assert.Empty(await db.Alerts.IgnoreQueryFilters().Select(a => a.Id).ToListAsync(Cancel));
            Assert.Empty(await db.AlertDeliveries.IgnoreQueryFilters().Select(a => a.Id).ToListAsync(Cancel));
            Assert.Equal([Bob], await db.AlertRoutes.IgnoreQueryFilters().Select(a => a.UserId!.Value).ToListAsync(Cancel));
            Assert.Equal([Bob], await db.AlertSubscriptions.IgnoreQueryFilters().Select(a => a.UserId!.Value).ToListAsync(Cancel));
            return true;
        }, Cancel);
        foreach (var sql in (string[])["SELECT address AS \"Value\" FROM alert_routes", "SELECT secret AS \"Value\" FROM alert_routes", "SELECT code_hash AS \"Value\" FROM alert_routes", "SELECT key AS \"Value\" FROM alert_cooldowns"])
        {
            var error = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => house.Service.Database.ReadAsync(TestService.Bob, db => db.Database.SqlQueryRaw<string>(sql).ToListAsync(Cancel), Cancel));
            Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
        }
    }

    private static Alert AlertOf(Guid? owner) => new() { Id = Guid.NewGuid(), UserId = owner, Kind = AlertKind.Test, Title = "x", Text = "x" };

    private static async Task<Held> FillAsync(AlertHouse house)
    {
        var own = await house.Service.Symbols.OwnAsync(TestService.Ann, "DAX", Cancel);
        await house.Subscriptions.SetAsync(TestService.Ann, "DAX", null, null, null, Cancel);
        await house.Subscriptions.SetAsync(TestService.Bob, "NDX", null, null, null, Cancel);
        var (ofAnn, ofBob) = (await house.RouteAsync(ChannelName.Slack), await house.RouteAsync(ChannelName.Slack, owner: TestService.Bob));
        var alert = (await house.Alerts.RaiseAsync(TestService.Ann, new AlertDraft { Kind = AlertKind.Setup }, Cancel))!;
        var ofService = (await house.Alerts.RaiseAsync(Caller.Service, new AlertDraft { Kind = AlertKind.Data }, Cancel))!;
        var catalogue = await house.Service.Database.ReadAsync(Caller.Service, db => db.Symbols.Where(s => s.Symbol == "NDX" && s.UserId == null).Select(s => s.Id).SingleAsync(Cancel), Cancel);
        return new Held(alert.Id, ofService.Id, ofAnn.Id, ofBob.Id, (await house.DeliveriesAsync()).Single(d => d.UserId == Ann).Id, own.Id, catalogue);
    }

    /// <summary>All rows, in words.</summary>
    private static async Task<string> StateAsync(AlertHouse house) => await house.Service.Database.ReadAsync(Caller.Service, async db => System.Text.Json.JsonSerializer.Serialize(new
    {
        alerts = await db.Alerts.AsNoTracking().OrderBy(a => a.Id).ToListAsync(Cancel),
        routes = await db.AlertRoutes.AsNoTracking().OrderBy(a => a.Id).ToListAsync(Cancel),
        deliveries = await db.AlertDeliveries.AsNoTracking().OrderBy(a => a.Id).ToListAsync(Cancel),
        // What Bob does with his own subscriptions is his affair, as long as they stay his.
        subscriptions = await db.AlertSubscriptions.AsNoTracking().OrderBy(a => a.Id).Select(s => new { s.Id, s.UserId, s.SymbolId, Pivot = s.UserId == Ann && s.PivotPointEnabled, To = s.UserId == Ann ? s.CheckedTo : null }).ToListAsync(Cancel),
        cooldowns = await db.Database.SqlQueryRaw<string>("SELECT owner || ' ' || key AS \"Value\" FROM alert_cooldowns ORDER BY 1").ToListAsync(Cancel),
    }), Cancel);

    private static async Task SaveAsync(DbContext db, object row)
    {
        db.Add(row);
        await db.SaveChangesAsync(Cancel);
    }

    private static async Task ForgeAsync(DbContext db, object row, EntityState state)
    {
        db.Entry(row).State = state;
        await db.SaveChangesAsync(Cancel);
    }

    private sealed record Held(Guid Alert, Guid AlertOfService, Guid RouteOfAnn, Guid RouteOfBob, Guid Delivery, Guid SymbolOfAnn, Guid Catalogue);
}
