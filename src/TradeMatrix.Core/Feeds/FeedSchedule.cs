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
/// Refreshes, every so many minutes, the series that feeds have written before, while their markets are open; and takes in
/// what is put into the folder of CSV files.
/// </summary>
public sealed partial class FeedSchedule(
    Database database, FeedService feeds, SymbolStore symbols, BarStore store, BarLoader loader, ServiceSettings settings, TimeProvider clock, ILogger<FeedSchedule> logger, FolderWatch? folder = null) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        settings.FeedRefreshMinutes > 0 && feeds.IsEnabled ? RefreshForeverAsync(stoppingToken) : Task.CompletedTask,
        folder is null ? Task.CompletedTask : WatchAsync(folder, stoppingToken));

    /// <summary>Refreshes what is due, once.</summary>
    /// <returns>How many series were refreshed.</returns>
    public async Task<int> RefreshAsync(CancellationToken cancellationToken)
    {
        var followed = await database.ReadAsync(Caller.Service, db => db.Series.AsNoTracking().Include(s => s.Symbol).Where(s => s.Source != "import" && s.Symbol.Active).ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        var (now, refreshed) = (clock.GetUtcNow().ToUnixTimeMilliseconds(), 0);
        foreach (var series in followed)
        {
            var timeframe = Timeframe.Parse(series.Timeframe);
            // A day's bar is complete only after the close; shorter ones come while the market is open.
            if (timeframe.IsIntraday && !BarLoader.CalendarOf(series.Symbol, "Etc/UTC").IsOpen(now)) continue;
            var head = (await store.SeriesAsync(Caller.Service, series.SymbolId, cancellationToken).ConfigureAwait(false)).FirstOrDefault(h => h.Id == series.Id);
            if (await feeds.RefreshAsync(series.Symbol, timeframe, head, mustFetch: false, cancellationToken).ConfigureAwait(false) is null) continue;
            loader.Forget(series.SymbolId);
            refreshed++;
        }
        return refreshed;
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
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The next round may find the database again.
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task WatchAsync(FolderWatch watch, CancellationToken cancellationToken)
    {
        await foreach (var file in watch.WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                // An unknown symbol is added to the catalogue, but not enabled: a file's name may be a slip.
                var symbol = await symbols.ResolveAsync(Caller.Service, file.Symbol, cancellationToken).ConfigureAwait(false)
                    ?? await symbols.AddAsync(Caller.Service, file.Symbol, new SymbolEdit { Active = false }, cancellationToken).ConfigureAwait(false);
                var written = await store.WriteAsync(Caller.Service, symbol, file.Timeframe, file.Content.Bars, FeedNames.Folder, cancellationToken).ConfigureAwait(false);
                loader.Forget(symbol.Id);
                LogTaken(file.File, symbol.Symbol, file.Timeframe, written.Inserted, symbol.Active ? "" : "; the symbol is new: enable it to see charts of it");
            }
            catch (Exception e) when (e is ServiceException or System.Data.Common.DbException)
            {
                LogRefused(e, file.File);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Refreshing the followed series failed")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(Level = LogLevel.Information, Message = "{File}: {Inserted} bars of {Symbol} {Timeframe} are new{More}")]
    private partial void LogTaken(string file, string symbol, Timeframe timeframe, int inserted, string more);

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} could not be taken in")]
    private partial void LogRefused(Exception e, string file);
}
