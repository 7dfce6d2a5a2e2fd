using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Quotas;

/// <summary>
/// Calls by day, agent and provider, for providers with and without a limit. Those without are counted in memory and written
/// every second and at the end, so that drawing waits for nothing and a crash loses a second's counts at most.
/// </summary>
public sealed partial class UsageHistory : IAsyncDisposable
{
    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly ILogger<UsageHistory> _logger;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly Task _flushing;
    private Dictionary<(DateOnly Day, string Agent, string Provider), int> _counts = [];

    /// <summary>Starts to write every second.</summary>
    public UsageHistory(Database database, TimeProvider clock, ILogger<UsageHistory> logger)
    {
        (_database, _clock, _logger) = (database, clock, logger);
        _flushing = FlushEverySecondAsync();
    }

    /// <summary>Counts a call to a provider without a limit. Never waits.</summary>
    public void Count(string agent, string provider)
    {
        var key = (DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime), agent, provider);
        lock (_lock) _counts[key] = _counts.GetValueOrDefault(key) + 1;
    }

    /// <summary>Calls of some days, by day, then agent and provider.</summary>
    /// <param name="from">First UTC day.</param>
    /// <param name="to">Last UTC day.</param>
    public async Task<IReadOnlyList<ChartUsage>> HistoryAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await FlushAsync().ConfigureAwait(false);
        return await _database.ReadAsync(Caller.Service, db => db.Usage.AsNoTracking()
            .Where(u => u.Day >= from && u.Day <= to)
            .OrderBy(u => u.Day).ThenBy(u => u.Agent).ThenBy(u => u.Provider)
            .ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what was counted so far. Nobody cancels it: a commit whose answer is not awaited would be counted again.</summary>
    public async Task FlushAsync()
    {
        Dictionary<(DateOnly Day, string Agent, string Provider), int> counts;
        lock (_lock)
        {
            if (_counts.Count == 0) return;
            (counts, _counts) = (_counts, []);
        }
        var written = false;
        try
        {
            await _database.WriteAsync(Caller.Service, async db =>
            {
                // In one order everywhere, or two processes could each wait for the other's row.
                foreach (var (key, calls) in counts.OrderBy(c => c.Key.Day).ThenBy(c => c.Key.Agent, StringComparer.Ordinal).ThenBy(c => c.Key.Provider, StringComparer.Ordinal))
                    await AddAsync(db, key.Day, key.Agent, key.Provider, calls, CancellationToken.None).ConfigureAwait(false);
            }, CancellationToken.None).ConfigureAwait(false);
            written = true;
        }
        finally
        {
            if (!written) PutBack(counts);
        }
    }

    /// <summary>Writes the last counts and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _flushing.ConfigureAwait(false);
        await TryFlushAsync().ConfigureAwait(false);
        _end.Dispose();
    }

    internal static Task AddAsync(TradeMatrixContext db, DateOnly day, string agent, string provider, int calls, CancellationToken cancellationToken) => db.ExecuteAsync("""
        INSERT INTO chart_usage AS u (day, agent, provider, calls) VALUES (@day, @agent, @provider, @calls)
        ON CONFLICT (day, agent, provider) DO UPDATE SET calls = u.calls + excluded.calls
        """, cancellationToken, ("day", day), ("agent", agent), ("provider", provider), ("calls", calls));

    private async Task FlushEverySecondAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false)) await TryFlushAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The end; the last counts are written by who ended it.
        }
    }

    private async Task TryFlushAsync()
    {
        try
        {
            await FlushAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (DatabaseFailure.IsFailure(e))
        {
            LogNotWritten(e);
        }
    }

    private void PutBack(Dictionary<(DateOnly Day, string Agent, string Provider), int> counts)
    {
        lock (_lock)
        {
            foreach (var (key, calls) in counts) _counts[key] = _counts.GetValueOrDefault(key) + calls;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Usage counts could not be written and are kept for the next second")]
    private partial void LogNotWritten(Exception cause);
}
