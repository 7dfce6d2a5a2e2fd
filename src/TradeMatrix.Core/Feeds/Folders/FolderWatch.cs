using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds.Folders;

/// <summary>
/// Tells what is put into the folder of CSV files. The system's notices make it quick, looking again every minute makes it sure:
/// shared drives send no notices.
/// </summary>
/// <param name="folder">The folder; it may come later.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of files that cannot be read, once for each state of a file.</param>
public sealed partial class FolderWatch(string folder, TimeProvider time, ILogger<FolderWatch> logger)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Every file there is, and then each one that is new or has changed, when it has not been written to for two seconds. Ends
    /// only by cancellation.
    /// </summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<FolderBars> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var notices = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var read = new Dictionary<string, FolderFile>(StringComparer.Ordinal);
        FileSystemWatcher? watcher = null;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                watcher ??= Listen(notices.Writer);
                var isSettled = true;
                var files = TryList();
                foreach (var file in files ?? [])
                {
                    if (read.GetValueOrDefault(file.Path) == file) continue;
                    if (file.IsUnsettled(time))
                    {
                        isSettled = false;
                        continue;
                    }
                    read[file.Path] = file;
                    if (await TryReadAsync(file, cancellationToken).ConfigureAwait(false) is { } bars) yield return bars;
                }
                // What could not be listed has not gone.
                if (files is not null) Forget(read, files);
                await WaitAsync(notices.Reader, isSettled, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            watcher?.Dispose();
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

    private static void Forget(Dictionary<string, FolderFile> read, IReadOnlyList<FolderFile> files)
    {
        foreach (var gone in read.Keys.Except(files.Select(f => f.Path)).ToList()) read.Remove(gone);
    }

    private IReadOnlyList<FolderFile>? TryList()
    {
        try
        {
            return FolderFile.List(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnlisted(e);
            return null;
        }
    }

    private async Task<FolderBars?> TryReadAsync(FolderFile file, CancellationToken cancellationToken)
    {
        try
        {
            // One that was written to meanwhile has another state at the next look.
            return await file.ReadAsync(time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is BarFileException or IOException or UnauthorizedAccessException)
        {
            LogUnreadable(e, file.Name);
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
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            watcher?.Dispose();
            LogNoNotices(e);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot read {Name} of the folder of CSV files")]
    private partial void LogUnreadable(Exception e, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot list the folder of CSV files")]
    private partial void LogUnlisted(Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No notices of changes in the folder of CSV files; looking every minute")]
    private partial void LogNoNotices(Exception e);
}
