using System.Globalization;
using Microsoft.Extensions.Logging;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Quotas;

/// <summary>
/// The durable count of the day's calls and of who sent them. Its statement compares and counts at once, so that the day's
/// limit holds by it alone, whatever a faster counter before it has forgotten.
/// </summary>
internal sealed partial class CallLedger(Database database, QuotaPolicy policy, ILogger logger, Action<QuotaNotice>? notify) : IDisposable
{
    // Tasks of one process wait here, and not each in a connection to the database. Nor may many wait between a faster counter's
    // word and the ledger's: the calls of several seconds would leave at once.
    private readonly SemaphoreSlim _turn = new(1);

    public static string KeyOf(DateOnly day) => $"chart_api:daily:{Text(day)}";

    /// <summary>A day's counter is kept for a day more, to be looked at.</summary>
    public static DateTime ExpiryOf(DateOnly day) => day.AddDays(2).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    /// <exception cref="QuotaUnavailableException">The database cannot be reached.</exception>
    public async Task<T> WriteAsync<T>(Func<TradeMatrixContext, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(Caller.Service, work, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (DatabaseFailure.IsFailure(e))
        {
            throw new QuotaUnavailableException("database", e);
        }
    }

    /// <exception cref="QuotaUnavailableException">The database cannot be reached.</exception>
    public async Task<T> ReadAsync<T>(Func<TradeMatrixContext, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await database.ReadAsync(Caller.Service, work, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (DatabaseFailure.IsFailure(e))
        {
            throw new QuotaUnavailableException("database", e);
        }
    }

    public static async Task<int> UsedAsync(TradeMatrixContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var row = await db.RowAsync("SELECT count FROM quota_counters WHERE key = @key", cancellationToken, ("key", KeyOf(day))).ConfigureAwait(false);
        return row is null ? 0 : Convert.ToInt32(row[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Counts a call unless the ceiling is reached. The row stays locked until the transaction ends.</summary>
    public async Task<LedgerEntry> AddAsync(TradeMatrixContext db, DateOnly day, string agent, string provider, int ceiling, CancellationToken cancellationToken)
    {
        var expires = ExpiryOf(day);
        var row = ceiling == 0 ? null : await db.RowAsync("""
            INSERT INTO quota_counters AS c (key, count, expires_at) VALUES (@key, 1, @expires)
            ON CONFLICT (key) DO UPDATE SET count = c.count + 1 WHERE c.count < @ceiling RETURNING count
            """, cancellationToken, ("key", KeyOf(day)), ("expires", expires), ("ceiling", ceiling)).ConfigureAwait(false);
        if (row is null) return new LedgerEntry(false, await UsedAsync(db, day, cancellationToken).ConfigureAwait(false), null);

        var used = Convert.ToInt32(row[0], CultureInfo.InvariantCulture);
        await UsageHistory.AddAsync(db, day, agent, provider, 1, cancellationToken).ConfigureAwait(false);
        if (used == 1)
        {
            await db.ExecuteAsync("DELETE FROM quota_counters WHERE expires_at <= @today", cancellationToken,
                ("today", day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc))).ConfigureAwait(false);
        }
        var level = policy.LevelAt(used);
        if (level == QuotaLevel.Ok) return new LedgerEntry(true, used, null);
        var isFirst = await db.ExecuteAsync(
            "INSERT INTO quota_counters (key, count, expires_at) VALUES (@key, @used, @expires) ON CONFLICT (key) DO NOTHING", cancellationToken,
            ("key", $"chart_api:notice:{Text(day)}:{level}"), ("used", used), ("expires", expires)).ConfigureAwait(false) == 1;
        return new LedgerEntry(true, used, isFirst ? level : null);
    }

    /// <summary>Counts a call when its turn comes, and tells of a level that it reached, once that is committed.</summary>
    public async Task<QuotaDecision> ReserveAsync(Func<Task<(QuotaDecision Decision, DateOnly Day, LedgerEntry Entry)>> count, CancellationToken cancellationToken)
    {
        QuotaDecision decision;
        DateOnly day;
        LedgerEntry entry;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            (decision, day, entry) = await count().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
        if (entry.Reached is { } level)
        {
            LogReached(level >= QuotaLevel.Critical ? LogLevel.Error : LogLevel.Warning, level, entry.Used, policy.DailyLimit, day);
            notify?.Invoke(new QuotaNotice(day, level, entry.Used, policy.DailyLimit));
        }
        return decision;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [LoggerMessage(Message = "Upstream quota reached {Level}: {Used} of {Limit} calls used on {Day}")]
    private partial void LogReached(LogLevel severity, QuotaLevel level, int used, int limit, DateOnly day);
}
