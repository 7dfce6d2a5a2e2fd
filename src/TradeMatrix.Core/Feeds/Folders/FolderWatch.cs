using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds.Folders;

/// <summary>
/// Hands on what is put into the folder of CSV files. The system's notices make it quick, looking again every minute makes it sure:
/// shared drives send no notices.
/// </summary>
/// <param name="folder">The folder; it may come later.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of files that hold no bars, once for each state of a file, and of those that could not be taken, at every look.</param>
public sealed partial class FolderWatch(string folder, TimeProvider time, ILogger<FolderWatch> logger)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Hands on every file there is, and then each one that is new or has changed, when it has not been written to for two seconds.
    /// One that cannot be read or taken comes again at the next look. Ends only by cancellation.
    /// </summary>
    /// <param name="take">Takes a file; what it throws is logged.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task WatchAsync(Func<FolderBars, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        var notices = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var taken = new Dictionary<string, FolderFile>(StringComparer.Ordinal);
        FileSystemWatcher? watcher = null;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                watcher ??= Listen(notices.Writer);
                var isSettled = await LookAsync(taken, take, cancellationToken).ConfigureAwait(false);
                await WaitAsync(notices.Reader, isSettled, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            watcher?.Dispose();
        }
    }

    /// <summary>Hands on what is new.</summary>
    /// <returns>Whether no file is being written.</returns>
    private async Task<bool> LookAsync(Dictionary<string, FolderFile> taken, Func<FolderBars, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        // What could not be listed has not gone.
        if (TryList() is not { } files) return true;
        var isSettled = true;
        foreach (var file in files)
        {
            if (taken.GetValueOrDefault(file.Path) == file) continue;
            if (file.IsUnsettled(time)) isSettled = false;
            else if (await TryTakeAsync(file, take, cancellationToken).ConfigureAwait(false)) taken[file.Path] = file;
        }
        foreach (var gone in taken.Keys.Except(files.Select(f => f.Path)).ToList()) taken.Remove(gone);
        return isSettled;
    }

    /// <summary>Hands on a file.</summary>
    /// <returns>Whether it is done with as it is now.</returns>
    private async Task<bool> TryTakeAsync(FolderFile file, Func<FolderBars, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        try
        {
            if (await file.ReadAsync(time, cancellationToken).ConfigureAwait(false) is not { } bars) return false;
            await take(bars, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (BarFileException e)
        {
            LogUnreadable(e, file.Name);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogNotTaken(e, file.Name);
            return false;
        }
    }

    /// <summary>Waits for a notice or the next look; for a file that is being written, its notices do not count.</summary>
    private async Task WaitAsync(ChannelReader<bool> notices, bool isSettled, CancellationToken cancellationToken)
    {
        if (isSettled)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(notices.WaitToReadAsync(either.Token).AsTask(), Task.Delay(BetweenLooks, time, either.Token)).ConfigureAwait(false);
            await either.CancelAsync().ConfigureAwait(false);
        }
        else
        {
            await Task.Delay(FolderFile.Settling, time, cancellationToken).ConfigureAwait(false);
        }
        notices.TryRead(out _);
    }

    private IReadOnlyList<FolderFile>? TryList()
    {
        try
        {
            return FolderFile.List(folder);
        }
        catch (Exception e)
        {
            LogUnlisted(e);
            return null;
        }
    }

    /// <summary>Listens for the system's notices; null where there are none to be had.</summary>
    private FileSystemWatcher? Listen(ChannelWriter<bool> notices)
    {
        if (!Directory.Exists(folder)) return null;
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.Size | NotifyFilters.LastWrite };
            watcher.Created += (_, _) => notices.TryWrite(true);
            watcher.Changed += (_, _) => notices.TryWrite(true);
            watcher.Renamed += (_, _) => notices.TryWrite(true);
            // Notices were lost: look.
            watcher.Error += (_, _) => notices.TryWrite(true);
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e)
        {
            watcher?.Dispose();
            LogNoNotices(e);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot read {Name} of the folder of CSV files")]
    private partial void LogUnreadable(Exception e, string name);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Name} could not be taken in; it is tried again")]
    private partial void LogNotTaken(Exception e, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot list the folder of CSV files")]
    private partial void LogUnlisted(Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No notices of changes in the folder of CSV files; looking every minute")]
    private partial void LogNoNotices(Exception e);
}
