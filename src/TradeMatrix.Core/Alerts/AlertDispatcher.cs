using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeMatrix.Core.Alerts.Channels;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Alerts;

/// <summary>
/// Delivers alerts. Any number of processes share the work. Words never wait for a picture longer than two seconds: one that is
/// ready goes with them, another follows.
/// </summary>
public sealed partial class AlertDispatcher(
    AlertService alerts, AlertRoutes routes, AlertOutbox outbox, AlertPictures pictures, OwnRoutes own, IEnumerable<IAlertChannel> channels, AlertSignal signal, TimeProvider clock, ILogger<AlertDispatcher> logger) : BackgroundService
{
    /// <summary>How long words wait for their picture.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How often the outbox is looked at for what other processes put there, and for what is due again.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(6);

    /// <summary>Workers of each part, and what wakes one of them. Pictures have their own, so that slow ones hold up no words.</summary>
    private readonly (string Part, int Workers, SemaphoreSlim Work)[] _parts = [(DeliveryPart.Words, 6, new(0)), (DeliveryPart.Picture, 2, new(0))];

    private readonly Dictionary<string, IAlertChannel> _channels = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary>Delivers all that is due.</summary>
    /// <returns>How many deliveries were tried.</returns>
    public async Task<int> DeliverDueAsync(CancellationToken cancellationToken) =>
        await DeliverAsync(DeliveryPart.Words, cancellationToken).ConfigureAwait(false) + await DeliverAsync(DeliveryPart.Picture, cancellationToken).ConfigureAwait(false);

    /// <summary>Sends a test through a route at once.</summary>
    /// <param name="caller">Its owner.</param>
    /// <param name="id">The route, or for administrators the name of a channel that the settings set up.</param>
    /// <returns>The delivery as it ended.</returns>
    /// <exception cref="ServiceException">There is no such route, it is not confirmed, or there were too many tests within an hour.</exception>
    public async Task<AlertDelivery> TestAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        AlertDelivery test;
        if (caller.IsAdmin && own.Find(id) is not null)
        {
            test = await alerts.RaiseTestAsync(caller, null, id, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var route = Guid.TryParse(id, out var guid)
                ? await routes.GetAsync(caller, guid, cancellationToken).ConfigureAwait(false)
                : throw ServiceException.Invalid("id", id, "a UUID" + (caller.IsAdmin && own.Channels.Count > 0 ? " or one of " + string.Join(", ", own.Channels) : ""));
            if (route.ConfirmedAt is null) throw new ServiceException(ErrorCode.Conflict, "route: it must be confirmed first, with a code");
            test = await alerts.RaiseTestAsync(caller, route.Id, route.Channel, cancellationToken).ConfigureAwait(false);
        }
        // Another process may have been quicker.
        if (await outbox.ClaimAsync(DeliveryPart.Words, test.Id, cancellationToken).ConfigureAwait(false) is { } claimed) await DeliverAsync(claimed, cancellationToken).ConfigureAwait(false);
        return await outbox.GetAsync(test.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        foreach (var (_, _, work) in _parts) work.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
    [
        .. _parts.SelectMany(p => Enumerable.Range(0, p.Workers).Select(_ => Task.Run(() => WorkAsync(p.Part, p.Work, stoppingToken), stoppingToken))), LookOutAsync(stoppingToken), ForgetForeverAsync(stoppingToken),
    ]);

    /// <summary>One looks for all, and only reads: nothing is written while nothing is due.</summary>
    private async Task LookOutAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signal.Next;
            try
            {
                foreach (var (part, _, work) in _parts)
                {
                    if (await outbox.IsDueAsync(part, stoppingToken).ConfigureAwait(false)) Wake(work);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away: the next look is no sooner than usual.
                LogOutage(e);
                next = Task.Delay(Interval, clock, stoppingToken);
            }
            try
            {
                await next.WaitAsync(Interval, clock, stoppingToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // Nobody gave a signal.
            }
        }
    }

    private async Task WorkAsync(string part, SemaphoreSlim work, CancellationToken stoppingToken)
    {
        while (true)
        {
            await work.WaitAsync(stoppingToken).ConfigureAwait(false);
            try
            {
                // Where there was one there may be more, for another worker.
                while (await DeliverNextAsync(part, () => Wake(work), stoppingToken).ConfigureAwait(false)) { }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogOutage(e);
            }
        }
    }

    private static void Wake(SemaphoreSlim work)
    {
        if (work.CurrentCount == 0) work.Release();
    }

    private async Task ForgetForeverAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ForgetInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await outbox.ForgetAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogOutage(e);
            }
        }
    }

    private async Task<int> DeliverAsync(string part, CancellationToken cancellationToken)
    {
        var count = 0;
        while (await DeliverNextAsync(part, null, cancellationToken).ConfigureAwait(false)) count++;
        return count;
    }

    private async Task<bool> DeliverNextAsync(string part, Action? taken, CancellationToken cancellationToken)
    {
        if (await outbox.ClaimAsync(part, null, cancellationToken).ConfigureAwait(false) is not { } claimed) return false;
        taken?.Invoke();
        await DeliverAsync(claimed, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task DeliverAsync(ClaimedDelivery claimed, CancellationToken cancellationToken)
    {
        var (delivery, isWords) = (claimed.Delivery, claimed.Delivery.Part == DeliveryPart.Words);
        try
        {
            var picture = isWords
                ? claimed.Picture is null ? null : await InTimeAsync(delivery.Alert, cancellationToken).ConfigureAwait(false)
                : await FollowingAsync(delivery.Alert, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            var message = MessageOf(claimed) with { HasWords = isWords, Picture = picture, WordsReceipt = claimed.WordsReceipt };
            // What is on its way is waited for also when the program ends, so that it is not sent again; it has a time-out of its own.
            var receipt = await _channels[delivery.Channel].SendAsync(message, CancellationToken.None).ConfigureAwait(false);
            await outbox.SentAsync(claimed, receipt, withPicture: isWords && picture is not null, CancellationToken.None).ConfigureAwait(false);
            if (isWords && claimed.Picture is not null && picture is null) signal.Give();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Not sent: another process need not wait for the lease.
            await outbox.ReleaseAsync(claimed, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        catch (ChannelException e)
        {
            LogFailed(delivery.Id, delivery.Channel, delivery.Part, delivery.Attempts, e.Message);
            await outbox.FailedAsync(claimed, e, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (!DatabaseFailure.IsOutage(e))
        {
            // Not foreseen, so that its message may hold anything.
            LogUnexpected(delivery.Id, delivery.Channel, delivery.Part, delivery.Attempts, e.GetType(), PlaceOf(e));
            await outbox.FailedAsync(claimed, new ChannelException("something went wrong on the server"), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static string PlaceOf(Exception e) => e.StackTrace?.Split('\n')[0].Trim() ?? "an unknown place";

    private async Task<AlertPicture?> InTimeAsync(Alert alert, CancellationToken cancellationToken)
    {
        try
        {
            return await pictures.OfAsync(alert).WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Too late, or it failed: the words go alone, and the picture's own delivery tells what became of it.
            return null;
        }
    }

    private async Task<AlertPicture> FollowingAsync(Alert alert, CancellationToken cancellationToken)
    {
        try
        {
            return await pictures.OfAsync(alert).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException e)
        {
            throw new ChannelException($"the chart was not drawn: {e.Message}", isPermanent: e.Code is ErrorCode.InvalidRequest or ErrorCode.InvalidSymbol or ErrorCode.InvalidTimeframe, e.RetryAfter);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // What was not expected may say more than its reader should know.
            LogDrawing(e, alert.Id);
            throw new ChannelException("the chart was not drawn: something went wrong on the server");
        }
    }

    private AlertMessage MessageOf(ClaimedDelivery claimed)
    {
        var delivery = claimed.Delivery;
        if (claimed.Route is { } route)
        {
            if (route.ConfirmedAt is null) throw new ChannelException("the route is not confirmed", isPermanent: true);
            return route.Enabled || delivery.Alert.Kind == AlertKind.Test
                ? new AlertMessage(delivery.Id, delivery.Alert, route.Address, route.Secret)
                : throw new ChannelException("the route is disabled", isPermanent: true);
        }
        var (address, secret) = own.Find(delivery.Channel) ?? throw new ChannelException($"the settings must have a route of the channel {delivery.Channel}", isPermanent: true);
        return new AlertMessage(delivery.Id, delivery.Alert, address, secret) { IsTrusted = true };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Delivery} ({Channel}, {Part}) failed at attempt {Attempt}: {Reason}")]
    private partial void LogFailed(Guid delivery, string channel, string part, int attempt, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Delivery} ({Channel}, {Part}) failed at attempt {Attempt}: {Type} {Place}")]
    private partial void LogUnexpected(Guid delivery, string channel, string part, int attempt, Type type, string place);

    [LoggerMessage(Level = LogLevel.Error, Message = "The chart of alert {Alert} was not drawn")]
    private partial void LogDrawing(Exception cause, Guid alert);

    [LoggerMessage(Level = LogLevel.Error, Message = "Alerts are not delivered now; it is tried again soon")]
    private partial void LogOutage(Exception cause);
}
