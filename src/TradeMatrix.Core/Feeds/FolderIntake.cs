using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Feeds.Folders;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Feeds;

/// <summary>Takes in what is put into the folder of CSV files.</summary>
public sealed partial class FolderIntake(SymbolStore symbols, BarStore store, BarLoader loader, ILogger<FolderIntake> logger, FolderWatch? folder = null) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => folder?.WatchAsync(TakeAsync, stoppingToken) ?? Task.CompletedTask;

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

    [LoggerMessage(Level = LogLevel.Information, Message = "{File}: {Inserted} bars of {Symbol} {Timeframe} are new{More}")]
    private partial void LogTaken(string file, string symbol, Timeframe timeframe, int inserted, string more);

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} could not be taken in")]
    private partial void LogRefused(Exception e, string file);
}
