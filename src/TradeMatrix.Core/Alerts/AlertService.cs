using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Alerts;

/// <summary>Raises alerts, once each however many processes see the cause, and lists them.</summary>
public sealed class AlertService(Database database, OwnRoutes own, AlertSignal signal, ServiceSettings settings, TimeProvider clock)
{
    /// <summary>Tests of one user in an hour, and deliveries of that user's alerts; the operator's servers send them.</summary>
    internal const int TestsAnHour = 10, DeliveriesAnHour = 500;

    /// <summary>Raises an alert of the caller's; the service's own concern everybody and go to administrators.</summary>
    /// <inheritdoc cref="RaiseAsync(Guid?, AlertDraft, CancellationToken)"/>
    public Task<Alert?> RaiseAsync(Caller caller, AlertDraft draft, CancellationToken cancellationToken) => RaiseAsync(caller.UserId, draft, cancellationToken);

    /// <summary>Raises an alert: row and deliveries are there together, or neither is.</summary>
    /// <param name="owner">The user; null for what concerns the whole service.</param>
    /// <param name="draft">What to say.</param>
    /// <returns>The alert; null when it repeats one within its cool-down.</returns>
    /// <exception cref="ServiceException">The draft is wrong.</exception>
    public async Task<Alert?> RaiseAsync(Guid? owner, AlertDraft draft, CancellationToken cancellationToken)
    {
        draft.Check();
        var alert = AlertOf(owner, draft);
        var isNew = await database.WriteAsync(Caller.Service, async db =>
        {
            if (!await BeginCoolDownAsync(db, alert, draft, cancellationToken).ConfigureAwait(false)) return false;
            db.Add(alert);
            foreach (var route in await RoutesAsync(db, owner, cancellationToken).ConfigureAwait(false))
            {
                if (route.Wants(alert)) AddDeliveries(db, alert, route.Channel, route, route.NotQuiet(alert.CreatedAt, alert.Severity));
            }
            if (own.Serve(owner))
            {
                foreach (var channel in own.Channels) AddDeliveries(db, alert, channel, null, alert.CreatedAt);
            }
            if (owner is { } user) await LimitAsync(db, user, alert.CreatedAt, cancellationToken).ConfigureAwait(false);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
        if (!isNew) return null;
        signal.Give();
        return alert;
    }

    /// <summary>Raises an alert of the kind <c>test</c> for one route alone, whatever it wants and when.</summary>
    /// <param name="caller">The route's owner.</param>
    /// <param name="routeId">The route; null for the installation's own of a channel, which is the administrators'.</param>
    /// <param name="channel">The route's channel.</param>
    /// <returns>The delivery.</returns>
    /// <exception cref="ServiceException">There were too many tests within an hour.</exception>
    internal async Task<AlertDelivery> RaiseTestAsync(Caller caller, Guid? routeId, string channel, CancellationToken cancellationToken)
    {
        var alert = AlertOf(caller.UserId, new AlertDraft { Kind = AlertKind.Test, CoolDown = TimeSpan.Zero });
        return await database.WriteAsync(Caller.Service, async db =>
        {
            await AllowTestAsync(db, caller, alert.CreatedAt, cancellationToken).ConfigureAwait(false);
            db.Add(alert);
            // The row of a route that went meanwhile is refused by its key.
            var delivery = DeliveryOf(alert, channel, routeId, routeId is null ? null : caller.UserId, DeliveryPart.Words, alert.CreatedAt);
            db.Add(delivery);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return delivery;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes that a code is sent to a route's address, as a test that nobody delivers.</summary>
    /// <exception cref="ServiceException">There were too many tests within an hour.</exception>
    internal Task NoteCodeAsync(Caller caller, string hint, CancellationToken cancellationToken)
    {
        var alert = AlertOf(caller.UserId, new AlertDraft { Kind = AlertKind.Test, Title = "A code was asked for", Text = $"It goes to {hint}.", CoolDown = TimeSpan.Zero });
        return database.WriteAsync(Caller.Service, async db =>
        {
            await AllowTestAsync(db, caller, alert.CreatedAt, cancellationToken).ConfigureAwait(false);
            db.Add(alert);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <summary>The caller's alerts, for an administrator also the service's, the newest first.</summary>
    /// <returns>A page, and where the next begins; null at the end.</returns>
    public async Task<(IReadOnlyList<Alert> Alerts, PageCursor? Next)> ListAsync(Caller caller, AlertFilter filter, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(Reader(caller), db =>
        {
            var alerts = Visible(db, caller);
            if (filter.Kind is { } kind) alerts = alerts.Where(a => a.Kind == kind);
            if (filter.Severity is { } severity) alerts = alerts.Where(a => a.Severity == severity);
            if (filter.Symbol is { } symbol) alerts = alerts.Where(a => a.Symbol == symbol);
            if (filter.Acknowledged is { } acknowledged) alerts = alerts.Where(a => a.AcknowledgedAt != null == acknowledged);
            if (filter.From is { } from) alerts = alerts.Where(a => a.CreatedAt >= from);
            if (filter.To is { } to) alerts = alerts.Where(a => a.CreatedAt < to);
            if (filter.After is { } after) alerts = alerts.Where(a => a.CreatedAt < after.At || (a.CreatedAt == after.At && a.Id.CompareTo(after.Id) < 0));
            return alerts.AsNoTracking().OrderByDescending(a => a.CreatedAt).ThenByDescending(a => a.Id).Take(filter.Limit + 1).ToListAsync(cancellationToken);
        }, cancellationToken).ConfigureAwait(false);
        var page = rows.Take(filter.Limit).ToList();
        return (page, rows.Count > filter.Limit ? new PageCursor(page[^1].CreatedAt, page[^1].Id) : null);
    }

    /// <summary>An alert that the caller may see.</summary>
    /// <exception cref="ServiceException">There is none.</exception>
    public async Task<Alert> GetAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        await database.ReadAsync(Reader(caller), db => Visible(db, caller).AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancellationToken), cancellationToken).ConfigureAwait(false) ?? throw Unknown(id);

    /// <summary>Notes that the caller has taken an alert in; the first time counts.</summary>
    /// <exception cref="ServiceException">There is no such alert.</exception>
    public async Task<Alert> AcknowledgeAsync(Caller caller, Guid id, CancellationToken cancellationToken) => await database.WriteAsync(Caller.Service, async db =>
    {
        // Users have no right to change alerts; whose it is, is looked at here.
        var alert = await Visible(db, caller).FirstOrDefaultAsync(a => a.Id == id, cancellationToken).ConfigureAwait(false) ?? throw Unknown(id);
        alert.AcknowledgedAt ??= Now;
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return alert;
    }, cancellationToken).ConfigureAwait(false);

    /// <summary>Milliseconds are what every database keeps of a time.</summary>
    private DateTime Now => new(clock.GetUtcNow().Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    /// <summary>Policies show a user no rows that are nobody's.</summary>
    private static Caller Reader(Caller caller) => caller.IsAdmin ? Caller.Service : caller;

    private static IQueryable<Alert> Visible(TradeMatrixContext db, Caller caller) =>
        caller.IsService ? db.Alerts : db.Alerts.Where(a => a.UserId == caller.UserId || (caller.IsAdmin && a.UserId == null));

    private static ServiceException Unknown(Guid id) => new(ErrorCode.NotFound, $"alert: '{id}' must be an alert of the caller's own");

    private Alert AlertOf(Guid? owner, AlertDraft draft)
    {
        var (now, (title, text)) = (Now, AlertTexts.Write(draft));
        return new Alert
        {
            Id = Guid.NewGuid(), UserId = owner, SymbolId = draft.SymbolId, Symbol = draft.Symbol, Kind = draft.Kind, Severity = draft.Severity ?? AlertTexts.Of(draft.Kind, draft.LevelType).Severity,
            Title = title, Text = text, Context = draft.Facts.ToJsonString(), LevelType = draft.LevelType, TargetPrice = draft.TargetPrice, Direction = draft.Direction,
            Chart = draft.Chart is { } chart && owner is not null ? AlertChart.Write(chart) : null, TriggeredAt = now, ExpiresAt = now + draft.Lifetime, CreatedAt = now,
        };
    }

    /// <summary>One statement, so that of several processes one alone begins it.</summary>
    private static async Task<bool> BeginCoolDownAsync(TradeMatrixContext db, Alert alert, AlertDraft draft, CancellationToken cancellationToken)
    {
        if (draft.CoolDown <= TimeSpan.Zero) return true;
        var (owner, key, now, end) = (alert.UserId ?? Guid.Empty, draft.Key, alert.CreatedAt, alert.CreatedAt + draft.CoolDown);
        return await db.Database.ExecuteSqlAsync($"""
            INSERT INTO alert_cooldowns (owner, key, expires_at) VALUES ({owner}, {key}, {end})
            ON CONFLICT (owner, key) DO UPDATE SET expires_at = excluded.expires_at WHERE alert_cooldowns.expires_at <= {now}
            """, cancellationToken).ConfigureAwait(false) == 1;
    }

    private async Task<List<AlertRoute>> RoutesAsync(TradeMatrixContext db, Guid? owner, CancellationToken cancellationToken)
    {
        var isEmbedded = settings.IsEmbedded;
        var routes = owner is { } user
            ? db.AlertRoutes.Where(r => r.UserId == user)
            : db.AlertRoutes.Where(r => db.Profiles.Any(p => p.Id == r.UserId && p.IsAdmin) || (isEmbedded && r.UserId == Caller.Local.UserId));
        return await routes.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One after the other in PostgreSQL too, so that many who test at once are counted.</summary>
    private async Task AllowTestAsync(TradeMatrixContext db, Caller caller, DateTime now, CancellationToken cancellationToken)
    {
        if (database.IsPostgres) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"alert tests " + caller.UserId}, 0))", cancellationToken).ConfigureAwait(false);
        var since = now - TimeSpan.FromHours(1);
        var tests = db.Alerts.Where(a => a.UserId == caller.UserId && a.Kind == AlertKind.Test && a.CreatedAt > since);
        if (await tests.CountAsync(cancellationToken).ConfigureAwait(false) < TestsAnHour) return;
        var first = await tests.MinAsync(a => a.CreatedAt, cancellationToken).ConfigureAwait(false);
        throw new ServiceException(ErrorCode.RateLimitExceeded, $"tests: there must be no more than {TestsAnHour} in an hour") { RetryAfter = first - since };
    }

    /// <summary>Deliveries of a user beyond the hour's most are kept as failed.</summary>
    private static async Task LimitAsync(TradeMatrixContext db, Guid user, DateTime now, CancellationToken cancellationToken)
    {
        var since = now - TimeSpan.FromHours(1);
        if (await db.AlertDeliveries.CountAsync(d => d.UserId == user && d.CreatedAt > since, cancellationToken).ConfigureAwait(false) < DeliveriesAnHour) return;
        foreach (var entry in db.ChangeTracker.Entries<AlertDelivery>().Where(e => e.Entity.UserId is not null))
            (entry.Entity.State, entry.Entity.LastError) = (DeliveryState.Failed, $"more than {DeliveriesAnHour} deliveries in an hour");
    }

    private static void AddDeliveries(TradeMatrixContext db, Alert alert, string channel, AlertRoute? route, DateTime at)
    {
        db.Add(DeliveryOf(alert, channel, route?.Id, route?.UserId, DeliveryPart.Words, at));
        if (alert.Chart is not null) db.Add(DeliveryOf(alert, channel, route?.Id, route?.UserId, DeliveryPart.Picture, at));
    }

    private static AlertDelivery DeliveryOf(Alert alert, string channel, Guid? route, Guid? user, string part, DateTime at) => new()
    {
        Id = Guid.NewGuid(), AlertId = alert.Id, RouteId = route, UserId = user, Channel = channel, Part = part, NextAttemptAt = at, CreatedAt = alert.CreatedAt,
    };
}
