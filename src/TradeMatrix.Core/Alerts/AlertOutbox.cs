using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Alerts.Channels;
using TradeMatrix.Core.Storage;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Alerts;

/// <summary>
/// What is still to be delivered. Whoever takes a delivery up has it alone until the lease ends; a process that is killed leaves it
/// to the next. Its number of attempts tells who has it, so that a latecomer changes nothing.
/// </summary>
public sealed class AlertOutbox(Database database, AlertSignal signal, TimeProvider clock)
{
    /// <summary>Longer than drawing and sending may last.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <summary>How long alerts are kept.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    /// <summary>Waits after each failure, about a day in all; after the last there is no more.</summary>
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(7), TimeSpan.FromHours(12),
    ];

    /// <summary>Deliveries of one user that are on their way at once, of each part: others' go on while that user's receivers are slow.</summary>
    private const int MostAtOnce = 2;

    /// <summary>How often a delivery is sent in all, tries by hand among them.</summary>
    private const int MostAttempts = 50;

    /// <summary>Deliveries that are ended in one transaction.</summary>
    private const int MostEnded = 100;

    /// <summary>PostgreSQL's lock of those who take up, so that each sees what the others have.</summary>
    private const long ClaimLock = 7_276_411_020;

    /// <summary>Rows <c>d</c> of a part, {0}, that are due at a time, {1}; a picture once its words have arrived.</summary>
    private const string Due = """
        d.part = {0} AND ((d.state = 'pending' AND d.next_attempt_at <= {1}) OR (d.state = 'sending' AND d.lease_until <= {1}))
            AND (d.part = 'words' OR NOT EXISTS (
                SELECT 1 FROM alert_deliveries w WHERE w.alert_id = d.alert_id AND w.route_id IS NOT DISTINCT FROM d.route_id AND w.channel = d.channel AND w.part = 'words' AND w.state <> 'sent'))
        """;

    /// <summary>Of these, one a route and no more than {2} a user at once.</summary>
    private const string Fair = """
        AND NOT EXISTS (SELECT 1 FROM alert_deliveries o WHERE o.state = 'sending' AND o.lease_until > {1} AND o.part = d.part AND o.channel = d.channel AND o.route_id IS NOT DISTINCT FROM d.route_id)
            AND (d.user_id IS NULL OR (SELECT count(*) FROM alert_deliveries o WHERE o.state = 'sending' AND o.lease_until > {1} AND o.part = d.part AND o.user_id = d.user_id) < {2})
        """;

    /// <summary>The caller's deliveries, for an administrator also those of the installation's own routes, the newest first.</summary>
    /// <returns>A page, and where the next begins; null at the end.</returns>
    public async Task<(IReadOnlyList<AlertDelivery> Deliveries, PageCursor? Next)> ListAsync(Caller caller, Guid? alert, string? state, int limit, PageCursor? after, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(caller.IsAdmin ? Caller.Service : caller, db =>
        {
            var deliveries = Visible(db, caller);
            if (alert is { } id) deliveries = deliveries.Where(d => d.AlertId == id);
            if (state is not null) deliveries = deliveries.Where(d => d.State == state);
            if (after is not null) deliveries = deliveries.Where(d => d.CreatedAt < after.At || (d.CreatedAt == after.At && d.Id.CompareTo(after.Id) < 0));
            return deliveries.AsNoTracking().OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id).Take(limit + 1).ToListAsync(cancellationToken);
        }, cancellationToken).ConfigureAwait(false);
        var page = rows.Take(limit).ToList();
        return (page, rows.Count > limit ? new PageCursor(page[^1].CreatedAt, page[^1].Id) : null);
    }

    /// <summary>Has a delivery that failed tried again at once, and a picture that failed for want of its words with them.</summary>
    /// <exception cref="ServiceException">There is no such delivery, it did not fail, it was tried too often, or its alert has expired.</exception>
    public async Task<AlertDelivery> RetryAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        var now = Now;
        var retried = await database.WriteAsync(Caller.Service, async db =>
        {
            var row = await Visible(db, caller).Include(d => d.Alert).FirstOrDefaultAsync(d => d.Id == id, cancellationToken).ConfigureAwait(false)
                ?? throw new ServiceException(ErrorCode.NotFound, $"delivery: '{id}' must be a delivery of the caller's own");
            var failed = await db.AlertDeliveries.Where(d => d.AlertId == row.AlertId && d.RouteId == row.RouteId && d.Channel == row.Channel && d.State == DeliveryState.Failed)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            if (row.State != DeliveryState.Failed) throw new ServiceException(ErrorCode.Conflict, $"delivery: its state must be failed, not {row.State}");
            if (row.Alert.ExpiresAt < now) throw new ServiceException(ErrorCode.Conflict, "delivery: its alert must not have expired");
            if (row.Attempts >= MostAttempts) throw new ServiceException(ErrorCode.Conflict, $"delivery: it must have been tried fewer than {MostAttempts} times");
            foreach (var delivery in failed) (delivery.State, delivery.Tries, delivery.NextAttemptAt) = (DeliveryState.Pending, 0, now);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return row;
        }, cancellationToken).ConfigureAwait(false);
        signal.Give();
        return retried;
    }

    /// <summary>A delivery as it stands.</summary>
    internal Task<AlertDelivery> GetAsync(Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync(Caller.Service, db => db.AlertDeliveries.AsNoTracking().SingleAsync(d => d.Id == id, cancellationToken), cancellationToken);

    /// <summary>Whether there is something to take up; it is only looked at.</summary>
    /// <param name="part">Of <see cref="DeliveryPart"/>.</param>
    internal Task<bool> IsDueAsync(string part, CancellationToken cancellationToken) => database.ReadAsync(Caller.Service, async db =>
        (await db.Database.SqlQueryRaw<Guid>($$"""SELECT d.id AS "Value" FROM alert_deliveries d WHERE {{Due}} {{Fair}} LIMIT 1""", part, Now, MostAtOnce).ToListAsync(cancellationToken).ConfigureAwait(false)).Count > 0, cancellationToken);

    /// <summary>Takes up a delivery that is due; a picture once its words have arrived. Those that have expired, or were taken up too often, are ended.</summary>
    /// <param name="part">Of <see cref="DeliveryPart"/>.</param>
    /// <param name="only">This one alone, whatever else is on its way; null for any.</param>
    /// <returns>Null when none is due.</returns>
    internal Task<ClaimedDelivery?> ClaimAsync(string part, Guid? only, CancellationToken cancellationToken) => database.WriteAsync(Caller.Service, async db =>
    {
        if (database.IsPostgres) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({ClaimLock})", cancellationToken).ConfigureAwait(false);
        // SQLite has one writer at a time and knows no locks of rows.
        var claim = $$"""
            UPDATE alert_deliveries SET state = 'sending', attempts = attempts + 1, tries = tries + 1, lease_until = {3} WHERE id = (
                SELECT d.id FROM alert_deliveries d WHERE {{Due}} {{(only is null ? Fair : "AND d.id = {2}")}}
                ORDER BY d.next_attempt_at LIMIT 1{{(database.IsPostgres ? " FOR UPDATE OF d SKIP LOCKED" : "")}})
            RETURNING id AS "Value"
            """;
        for (var ended = 0; ended < MostEnded; ended++)
        {
            var now = Now;
            if (await db.Database.SqlQueryRaw<Guid>(claim, part, now, only is { } wanted ? wanted : MostAtOnce, now + Lease).ToListAsync(cancellationToken).ConfigureAwait(false) is not [var id]) return null;
            var delivery = await db.AlertDeliveries.AsNoTracking().Include(d => d.Alert).SingleAsync(d => d.Id == id, cancellationToken).ConfigureAwait(false);
            var other = await db.AlertDeliveries.AsNoTracking()
                .FirstOrDefaultAsync(d => d.AlertId == delivery.AlertId && d.RouteId == delivery.RouteId && d.Channel == delivery.Channel && d.Part != delivery.Part, cancellationToken).ConfigureAwait(false);
            var picture = part == DeliveryPart.Words && other?.State == DeliveryState.Pending ? other.Id : (Guid?)null;
            if (EndOf(delivery, now) is { } reason)
            {
                await FailAsync(db, db.AlertDeliveries.Where(d => d.Id == id), reason, now, delivery.Tries - 1, picture, cancellationToken).ConfigureAwait(false);
                continue;
            }
            var route = delivery.RouteId is { } routeId ? await db.AlertRoutes.AsNoTracking().SingleAsync(r => r.Id == routeId, cancellationToken).ConfigureAwait(false) : null;
            return new ClaimedDelivery(delivery, route, picture, part == DeliveryPart.Picture ? other?.Receipt : null);
        }
        return null;
    }, cancellationToken);

    /// <summary>Leaves a delivery that was not sent to the next who looks, as though it had not been taken up.</summary>
    internal Task ReleaseAsync(ClaimedDelivery claimed, CancellationToken cancellationToken) => database.WriteAsync(Caller.Service, (TradeMatrixContext db) => (Task)Held(db, claimed).ExecuteUpdateAsync(
        d => d.SetProperty(x => x.State, DeliveryState.Pending).SetProperty(x => x.Tries, x => x.Tries - 1).SetProperty(x => x.LeaseUntil, (DateTime?)null), cancellationToken), cancellationToken);

    /// <summary>Notes that a delivery was accepted, and its picture with it.</summary>
    internal Task SentAsync(ClaimedDelivery claimed, string? receipt, bool withPicture, CancellationToken cancellationToken) => database.WriteAsync(Caller.Service, async db =>
    {
        var now = Now;
        var picture = withPicture ? claimed.Picture : null;
        var mine = await Held(db, claimed).ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeliveryState.Sent).SetProperty(x => x.SentAt, now)
            .SetProperty(x => x.Receipt, receipt).SetProperty(x => x.LastError, (string?)null).SetProperty(x => x.LeaseUntil, (DateTime?)null), cancellationToken).ConfigureAwait(false);
        if (mine == 0 || picture is null) return;
        await db.AlertDeliveries.Where(d => d.Id == picture && d.State == DeliveryState.Pending).ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeliveryState.Sent).SetProperty(x => x.SentAt, now)
            .SetProperty(x => x.Receipt, receipt).SetProperty(x => x.LastError, (string?)null), cancellationToken).ConfigureAwait(false);
    }, cancellationToken);

    /// <summary>Notes that a delivery failed, and when it is tried again. Words that never arrive end their picture too.</summary>
    internal Task FailedAsync(ClaimedDelivery claimed, ChannelException failure, CancellationToken cancellationToken) => database.WriteAsync(Caller.Service, async db =>
    {
        var (delivery, tries, now) = (claimed.Delivery, claimed.Delivery.Tries, Now);
        if (failure.IsPermanent || tries >= MostTries(delivery))
        {
            await FailAsync(db, Held(db, claimed), failure.Message, now, tries, claimed.Picture, cancellationToken).ConfigureAwait(false);
            return;
        }
        var next = now + Longer(Waits[tries - 1], failure.RetryAfter);
        if (claimed.Route is { } route) next = route.NotQuiet(next, delivery.Alert.Severity);
        await Held(db, claimed).ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeliveryState.Pending).SetProperty(x => x.NextAttemptAt, next)
            .SetProperty(x => x.LastError, failure.Message).SetProperty(x => x.LeaseUntil, (DateTime?)null), cancellationToken).ConfigureAwait(false);
    }, cancellationToken);

    /// <summary>Removes alerts that nobody asks for any more, with their deliveries, and cool-downs that are over.</summary>
    internal Task<int> ForgetAsync(CancellationToken cancellationToken) => database.WriteAsync(Caller.Service, async db =>
    {
        var now = Now;
        var before = now - Retention;
        await db.Database.ExecuteSqlAsync($"DELETE FROM alert_cooldowns WHERE expires_at <= {now}", cancellationToken).ConfigureAwait(false);
        return await db.Alerts.Where(a => a.CreatedAt < before).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }, cancellationToken);

    /// <summary>Milliseconds are what every database keeps of a time.</summary>
    private DateTime Now => new(clock.GetUtcNow().Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    private static int MostTries(AlertDelivery delivery) => delivery.Alert.Kind == AlertKind.Test ? 1 : Waits.Length + 1;

    /// <summary>Why a delivery that was just taken up is not sent any more; null when it is.</summary>
    private static string? EndOf(AlertDelivery delivery, DateTime now) =>
        delivery.Alert.ExpiresAt < now ? "expired before it was delivered" + (delivery.LastError is { } last ? $"; the last attempt: {last}" : "")
        : delivery.Tries > MostTries(delivery) ? "each attempt ended with the process that made it"
        : null;

    private static async Task FailAsync(TradeMatrixContext db, IQueryable<AlertDelivery> failed, string reason, DateTime now, int tries, Guid? picture, CancellationToken cancellationToken)
    {
        var mine = await failed.ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeliveryState.Failed).SetProperty(x => x.Tries, tries).SetProperty(x => x.NextAttemptAt, now)
            .SetProperty(x => x.LastError, reason).SetProperty(x => x.LeaseUntil, (DateTime?)null), cancellationToken).ConfigureAwait(false);
        if (mine == 0 || picture is not { } id) return;
        await db.AlertDeliveries.Where(d => d.Id == id && d.State == DeliveryState.Pending)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeliveryState.Failed).SetProperty(x => x.LastError, "the words were not delivered"), cancellationToken).ConfigureAwait(false);
    }

    private static TimeSpan Longer(TimeSpan usual, TimeSpan? asked) => asked > usual ? asked.Value : usual;

    /// <summary>The delivery while it is still this process's.</summary>
    private static IQueryable<AlertDelivery> Held(TradeMatrixContext db, ClaimedDelivery claimed) =>
        db.AlertDeliveries.Where(d => d.Id == claimed.Delivery.Id && d.State == DeliveryState.Sending && d.Attempts == claimed.Delivery.Attempts);

    private static IQueryable<AlertDelivery> Visible(TradeMatrixContext db, Caller caller) =>
        caller.IsService ? db.AlertDeliveries : db.AlertDeliveries.Where(d => d.UserId == caller.UserId || (caller.IsAdmin && d.UserId == null));
}
