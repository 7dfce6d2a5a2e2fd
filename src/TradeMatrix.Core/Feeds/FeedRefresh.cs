using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Tasks;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Feeds;

/// <summary>Refreshes the series that enabled feeds have written before, while their markets are open and once more after the close.</summary>
public sealed partial class FeedRefresh(Database database, FeedService feeds, BarStore store, BarLoader loader, ServiceSettings settings, TimeProvider clock, ILogger<FeedRefresh> logger) : IScheduledTask
{
    /// <summary>Prices come up to a quarter of an hour late; the rest is for the vendor to write the bar.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    public TaskDefinition Definition { get; } = new("feeds.refresh", "Fetches new bars of the series that feeds have written before")
    {
        Schedule = Every(settings.FeedRefreshMinutes), TimeLimit = TimeSpan.FromMinutes(10), Expiry = TimeSpan.FromMinutes(5),
    };

    /// <inheritdoc/>
    public Task<bool> IsNeededAsync(CancellationToken cancellationToken) => Task.FromResult(feeds.IsEnabled);

    /// <inheritdoc/>
    public async Task<JsonObject> RunAsync(TaskCall call, CancellationToken cancellationToken) => new() { ["refreshed"] = await RefreshAsync(cancellationToken).ConfigureAwait(false) };

    /// <summary>Refreshes what is due, once.</summary>
    /// <returns>How many series were refreshed.</returns>
    public async Task<int> RefreshAsync(CancellationToken cancellationToken)
    {
        var names = feeds.Names;
        var followed = await database.ReadAsync(Caller.Service, db => db.Series.AsNoTracking().Include(s => s.Symbol).Where(s => names.Contains(s.Source) && s.Symbol.Active).ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        var refreshed = 0;
        foreach (var series in followed)
        {
            try
            {
                if (await RefreshAsync(series, cancellationToken).ConfigureAwait(false)) refreshed++;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                LogFailed(e, series.Symbol.Symbol, series.Timeframe);
            }
        }
        return refreshed;
    }

    private static string? Every(int minutes) => minutes switch
    {
        0 => null,
        < 60 => $"*/{minutes} * * * *",
        < 1440 => $"0 */{minutes / 60} * * *",
        _ => "0 0 * * *",
    };

    private async Task<bool> RefreshAsync(StoredSeries series, CancellationToken cancellationToken)
    {
        var timeframe = Timeframe.Parse(series.Timeframe);
        // A day's bar is complete only after the close; shorter ones come while the market is open.
        if (timeframe.IsIntraday && series.CheckedAt is { } checkedAt && !HasTraded(BarLoader.CalendarOf(series.Symbol, "Etc/UTC"), BarStore.ToUnix(checkedAt))) return false;
        var head = (await store.SeriesAsync(Caller.Service, series.SymbolId, cancellationToken).ConfigureAwait(false)).FirstOrDefault(h => h.Id == series.Id);
        var notices = await feeds.RefreshAsync(series.Symbol, timeframe, head, null, cancellationToken).ConfigureAwait(false);
        if (notices is null) return false;
        loader.Forget(series.SymbolId);
        return notices.Count == 0;
    }

    /// <summary>Whether the market was open since a series was last checked, or so shortly before that the last prices had not come.</summary>
    private bool HasTraded(ExchangeCalendar calendar, long checkedAt)
    {
        var since = checkedAt - (long)Delay.TotalMilliseconds;
        return calendar.IsOpen(since) || calendar.NextOpen(since) <= clock.GetUtcNow().ToUnixTimeMilliseconds();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Symbol} {Timeframe} could not be refreshed")]
    private partial void LogFailed(Exception e, string symbol, string timeframe);
}
