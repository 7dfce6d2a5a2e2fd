using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Alerts.Channels;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Core.Storage;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Alerts;

/// <summary>
/// The charts of alerts, each drawn once in this process however many routes wait for it, and kept as a snapshot. Two processes
/// may draw the same one; one snapshot alone is kept.
/// </summary>
public sealed class AlertPictures(ChartService charts, SnapshotStore snapshots, Database database, ServiceSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Task<AlertPicture>> _drawing = [];

    /// <summary>An alert's picture; it goes on being drawn when nobody waits any more.</summary>
    /// <exception cref="ServiceException">There is nothing to draw, or no time.</exception>
    internal Task<AlertPicture> OfAsync(Alert alert)
    {
        lock (_lock)
        {
            // One that has failed is about to be forgotten.
            if (_drawing.TryGetValue(alert.Id, out var running) && !(running.IsFaulted || running.IsCanceled)) return running;
            var task = Task.Run(() => DrawAsync(alert));
            _drawing[alert.Id] = task;
            // Reads the failure too, of which whoever asks hears, or nobody.
            _ = task.ContinueWith(t =>
            {
                _ = t.Exception;
                lock (_lock)
                {
                    if (_drawing.GetValueOrDefault(alert.Id) == t) _drawing.Remove(alert.Id);
                }
            }, TaskScheduler.Default);
            return task;
        }
    }

    private async Task<AlertPicture> DrawAsync(Alert alert)
    {
        using var limit = new CancellationTokenSource(Longest, clock);
        try
        {
            return await KeptAsync(alert, limit.Token).ConfigureAwait(false) ?? await DrawnAsync(alert, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new ServiceException(ErrorCode.ApiError, $"chart: it must be drawn within {Longest.TotalSeconds} s");
        }
        catch (JsonException e)
        {
            throw new ServiceException(ErrorCode.InvalidRequest, $"chart: {e.Message}");
        }
    }

    private async Task<AlertPicture?> KeptAsync(Alert alert, CancellationToken cancellationToken)
    {
        var id = alert.SnapshotId ?? await database.ReadAsync(Caller.Service, db => db.Alerts.Where(a => a.Id == alert.Id).Select(a => a.SnapshotId).FirstOrDefaultAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return id is { } kept && await snapshots.OpenAsync(kept, cancellationToken).ConfigureAwait(false) is { Bytes: { } bytes } ? PictureOf(bytes, alert, kept, $"{alert.Title}: chart") : null;
    }

    private async Task<AlertPicture> DrawnAsync(Alert alert, CancellationToken cancellationToken)
    {
        var owner = alert.UserId == Caller.Local.UserId ? Caller.Local : Caller.User(alert.UserId!.Value);
        var chart = AlertChart.Read(alert.Chart!);
        // Late or not, it shows the market of then; and what a killed process drew but did not note serves again.
        chart = chart with { AsOf = chart.AsOf ?? new DateTimeOffset(alert.TriggeredAt).ToUnixTimeMilliseconds(), IdempotencyKey = $"alert {alert.Id}" };
        var answer = await charts.GenerateAsync(owner, chart, cancellationToken).ConfigureAwait(false);
        var id = answer.Snapshot!.Id;
        await database.WriteAsync(Caller.Service, db => db.Alerts.Where(a => a.Id == alert.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.SnapshotId, id), cancellationToken), cancellationToken).ConfigureAwait(false);
        return PictureOf(answer.Picture.Bytes, alert, id, answer.Picture.AltText);
    }

    private AlertPicture PictureOf(byte[] bytes, Alert alert, Guid id, string altText) =>
        new(bytes, altText.Length > 0 ? altText : alert.Title, id, settings.PublicUrl is { } root ? new Uri(root, SnapshotStore.UrlOf(id, "png")) : null);
}
