using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Alerts.Channels;
using TradeMatrix.Core.Storage;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Alerts;

/// <summary>
/// Codes that tell that an address is its user's. Where the operator's mail server or bot sends, nothing but a code goes to an
/// address before it is confirmed.
/// </summary>
public sealed class AlertRouteCodes(Database database, AlertRoutes routes, AlertService alerts, IEnumerable<IAlertChannel> channels, TimeProvider clock)
{
    private const int MostTries = 5;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>Sends a new code to a route's address; the one before is of no more use. Codes count as tests of the hour.</summary>
    /// <exception cref="ServiceException">There is no such route, it is confirmed, there were too many tests, or the code was not accepted.</exception>
    public async Task SendAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        var route = await database.ReadAsync(Caller.Service, db => db.AlertRoutes.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.UserId == caller.UserId, cancellationToken), cancellationToken).ConfigureAwait(false) ?? throw AlertRoutes.Unknown(id);
        if (route.ConfirmedAt is not null) throw new ServiceException(ErrorCode.Conflict, "route: it must not be confirmed yet");
        // Before it is sent, so that what fails counts as well.
        await alerts.NoteCodeAsync(caller, route.Hint, cancellationToken).ConfigureAwait(false);
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        var (hash, now) = (HashOf(id, code), clock.GetUtcNow().UtcDateTime);
        await database.WriteAsync(Caller.Service, db => db.AlertRoutes.Where(r => r.Id == id && r.ConfirmedAt == null && r.Address == route.Address).ExecuteUpdateAsync(
            u => u.SetProperty(r => r.CodeHash, hash).SetProperty(r => r.CodeExpiresAt, now + Lifetime).SetProperty(r => r.CodeTries, 0), cancellationToken), cancellationToken).ConfigureAwait(false);
        var message = new Alert
        {
            Id = Guid.NewGuid(), Kind = AlertKind.Test, Title = $"Your code: {code}", TriggeredAt = now, ExpiresAt = now + Lifetime, CreatedAt = now,
            Text = $"It confirms that alerts may be sent here, within {Lifetime.TotalMinutes:0} minutes. If you did not ask for it, do nothing: nothing else will come.",
        };
        try
        {
            await channels.Single(c => c.Name == route.Channel).SendAsync(new AlertMessage(message.Id, message, route.Address, route.Secret), cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelException e)
        {
            throw new ServiceException(ErrorCode.ApiError, $"address: the code was not sent: {e.Message}") { RetryAfter = e.RetryAfter };
        }
    }

    /// <summary>Confirms a route with the code that was sent to its address.</summary>
    /// <returns>The route, without address and secret.</returns>
    /// <exception cref="ServiceException">There is no such route, or it is not the code: wrong, too old, or after too many wrong ones.</exception>
    public async Task<AlertRoute> ConfirmAsync(Caller caller, Guid id, string code, CancellationToken cancellationToken)
    {
        var route = await routes.GetAsync(caller, id, cancellationToken).ConfigureAwait(false);
        if (route.ConfirmedAt is not null) return route;
        var (hash, now) = (HashOf(id, code.Trim()), clock.GetUtcNow().UtcDateTime);
        // The try is counted in the statement that allows it, however many try at once.
        var isRight = await database.WriteAsync(Caller.Service, async db =>
            await db.AlertRoutes.Where(r => r.Id == id && r.ConfirmedAt == null && r.CodeTries < MostTries && r.CodeExpiresAt > now)
                .ExecuteUpdateAsync(u => u.SetProperty(r => r.CodeTries, r => r.CodeTries + 1), cancellationToken).ConfigureAwait(false) == 1
            && await db.AlertRoutes.Where(r => r.Id == id && r.CodeHash == hash)
                .ExecuteUpdateAsync(u => u.SetProperty(r => r.ConfirmedAt, now).SetProperty(r => r.CodeHash, (string?)null).SetProperty(r => r.CodeExpiresAt, (DateTime?)null), cancellationToken).ConfigureAwait(false) == 1, cancellationToken).ConfigureAwait(false);
        return isRight
            ? await routes.GetAsync(caller, id, cancellationToken).ConfigureAwait(false)
            : throw ServiceException.Invalid("code", "…", $"the last code that was sent, within {Lifetime.TotalMinutes:0} minutes and {MostTries} tries");
    }

    private static string HashOf(Guid id, string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{id} {code}")));
}
