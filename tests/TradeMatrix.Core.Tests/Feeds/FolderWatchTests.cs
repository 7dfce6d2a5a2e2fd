using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Feeds.Folders;

namespace TradeMatrix.Core.Tests.Feeds;

public sealed class FolderWatchTests : IAsyncDisposable
{
    private const string Header = "time,open,high,low,close,Volume\n", First = "2026-01-13T10:00:00Z,2,3,1,2,5\n", Second = "2026-01-13T11:00:00Z,2,4,1,3,6\n";

    private static readonly TimeSpan Old = TimeSpan.FromHours(1), Settling = FolderFile.Settling, Look = TimeSpan.FromMinutes(1);

    private readonly FolderUnderTest _folder = new();
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Channel<FolderBars> _told = Channel.CreateUnbounded<FolderBars>();
    private Func<FolderBars, Task> _take = static _ => Task.CompletedTask;
    private Task? _watch;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_watch is not null) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _watch);
        _end.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Files_that_are_there_are_told_at_once_the_oldest_first()
    {
        _folder.Put("DAX_1h.csv", Header + First, Old);
        _folder.Put("CAPITALCOM_US30, 60.csv", Header + First + Second, 2 * Old);

        var first = await NextAsync();
        var second = await NextAsync();

        Assert.Equal(("CAPITALCOM_US30, 60.csv", "CAPITALCOM:US30", 2), (first.File, first.Symbol, first.Bars.Count));
        Assert.Equal(("DAX", "1h", 1), (second.Symbol, second.Timeframe.ToString(), second.Bars.Count));
    }

    [Fact]
    public async Task A_new_file_is_told_without_waiting_for_the_next_look()
    {
        _folder.Put("DAX_1h.csv", Header + First, Old);
        await NextAsync();

        var next = NextAsync();
        _folder.Put("NDX_1h.csv", Header + First, Old);

        Assert.Equal("NDX", (await next).Symbol);
    }

    [Fact]
    public async Task A_file_that_is_being_written_is_read_when_it_has_settled_and_then_whole()
    {
        _folder.Put("DAX_1h.csv", Header + First, TimeSpan.Zero);
        var next = NextAsync();

        await PassAsync(Settling - TimeSpan.FromSeconds(1));
        _folder.Put("DAX_1h.csv", Header + First + Second, TimeSpan.Zero);
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.False(next.IsCompleted);
        await PassAsync(Settling);

        Assert.Equal(2, (await next).Bars.Count);

        // Passes by the watch's own waits, some of which are longer than the rest of this one.
        async Task PassAsync(TimeSpan span)
        {
            if (span == Settling) await _folder.Time.PassAsync(Settling, _end.Token);
            else _folder.Time.Advance(span);
        }
    }

    [Fact]
    public async Task A_file_that_changes_is_told_again_and_one_that_does_not_is_not()
    {
        _folder.Put("DAX_1h.csv", Header + First, Old);
        _folder.Put("NDX_1h.csv", Header + First, Old);
        await NextAsync();
        await NextAsync();

        var next = NextAsync();
        _folder.Put("DAX_1h.csv", Header + First + Second, Old / 2);

        var told = await next;
        Assert.Equal(("DAX", 2), (told.Symbol, told.Bars.Count));
    }

    [Fact]
    public async Task A_file_that_is_no_list_of_bars_is_logged_once_and_read_when_it_is_mended()
    {
        _folder.Put("DAX_1h.csv", Header + "2026-01-13T10:00:00Z,2,1,3,2,5\n", Old);
        _folder.Put("prices.csv", Header + First, Old);
        var next = NextAsync();
        await _folder.Time.PassAsync(Look, _end.Token);
        await _folder.Time.PassAsync(Look, _end.Token);
        _folder.Put("DAX_1h.csv", Header + First, Old / 2);

        Assert.Equal("DAX", (await next).Symbol);
        Assert.Single(_folder.Log.Lines, l => l.Contains("DAX_1h.csv", StringComparison.Ordinal));
        Assert.Single(_folder.Log.Lines, l => l.Contains("prices.csv", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_comes_later_is_found_at_a_look()
    {
        var path = Path.Combine(_folder.Path, "later");
        Begin(new FolderWatch(path, _folder.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<FolderWatch>.Instance));
        var next = NextAsync();
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "DAX_1h.csv"), Header + First);
        await _folder.Time.PassAsync(Look, _end.Token);

        Assert.Equal("DAX", (await next).Symbol);
    }

    [Fact]
    public async Task A_file_that_could_not_be_taken_comes_again_at_the_next_look_and_the_others_at_once()
    {
        _folder.Put("DAX_1h.csv", Header + First, 2 * Old);
        _folder.Put("NDX_1h.csv", Header + First, Old);
        var failures = new Queue<Exception>([new DbUpdateException("away"), new InvalidOperationException("away"), new OperationCanceledException("a time-out")]);
        _take = file => file.Symbol == "DAX" && failures.TryDequeue(out var failure) ? Task.FromException(failure) : Task.CompletedTask;

        Assert.Equal("NDX", (await NextAsync()).Symbol);
        var next = NextAsync();
        for (var look = 0; look < 3; look++) await _folder.Time.PassAsync(Look, _end.Token);

        Assert.Equal("DAX", (await next).Symbol);
        Assert.Equal(3, _folder.Log.Lines.Count(l => l.StartsWith("DAX_1h.csv could not be taken in", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Cancellation_ends_the_watch()
    {
        Begin(_folder.Watch);

        await _end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _watch!);
    }

    private Task<FolderBars> NextAsync()
    {
        if (_watch is null) Begin(_folder.Watch);
        return _told.Reader.ReadAsync(_end.Token).AsTask();
    }

    private void Begin(FolderWatch watch) => _watch = watch.WatchAsync(async (file, _) =>
    {
        await _take(file);
        _told.Writer.TryWrite(file);
    }, _end.Token);
}
