using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Feeds.Folders;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Feeds;

/// <summary>
/// Refreshes, every so many minutes, the series that enabled feeds have written before, while their markets are open and once more
/// after the close; and takes in what is put into the folder of CSV files.
/// </summary>
public sealed partial class FeedSchedule(
    Database database, FeedService feeds, SymbolStore symbols, BarStore store, BarLoader loader, ServiceSettings settings, TimeProvider clock, ILogger<FeedSchedule> logger, FolderWatch? folder = null) : BackgroundService
{
    /// <summary>Prices come up to a quarter of an hour late; the rest is for the vendor to write the bar.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        settings.FeedRefreshMinutes > 0 && feeds.IsEnabled ? RefreshForeverAsync(stoppingToken) : Task.CompletedTask,
        folder?.WatchAsync(TakeAsync, stoppingToken) ?? Task.CompletedTask);

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

    private async Task RefreshForeverAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(settings.FeedRefreshMinutes), clock);
        do
        {
            try
            {
                await RefreshAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // The next round may find the database again.
                LogNotBegun(e);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task TakeAsync(FolderBars file, CancellationToken cancellationToken)
    {
        try
        {
            // An unknown symbol is added to the catalogue, but not enabled: a file's name may be a slip.
            var symbol = await symbols.ResolveAsync(Caller.Service, file.Symbol, cancellationToken).ConfigureAwait(false)
                ?? await symbols.AddAsync(Caller.Service, file.Symbol, new SymbolEdit { Active = false, TickSize = TickSizes.Of(file.Precision) }, cancellationToken).ConfigureAwait(false);
            var written = await store.WriteAsync(Caller.Service, symbol, file.Timeframe, file.Bars, FeedNames.Folder, cancellationToken).ConfigureAwait(false);
            loader.Forget(symbol.Id);
            LogTaken(file.File, symbol.Symbol, file.Timeframe, written.Inserted, symbol.Active ? "" : "; the symbol is new: enable it to see charts of it");
        }
        catch (ServiceException e) when (e.Code == ErrorCode.InvalidRequest)
        {
            // Its name is not a symbol's, and will not be at the next look.
            LogRefused(e, file.File);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The followed series could not be read")]
    private partial void LogNotBegun(Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Symbol} {Timeframe} could not be refreshed")]
    private partial void LogFailed(Exception e, string symbol, string timeframe);

    [LoggerMessage(Level = LogLevel.Information, Message = "{File}: {Inserted} bars of {Symbol} {Timeframe} are new{More}")]
    private partial void LogTaken(string file, string symbol, Timeframe timeframe, int inserted, string more);

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} could not be taken in")]
    private partial void LogRefused(Exception e, string file);
}
