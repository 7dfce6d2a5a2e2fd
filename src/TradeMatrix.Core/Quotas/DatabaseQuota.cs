using System.Globalization;
using Microsoft.Extensions.Logging;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Quotas;

/// <summary>
/// The quota in the database. One transaction counts at a time: SQLite has one writer, and PostgreSQL is given a lock of the
/// transaction for the whole upstream, for the sliding second reaches over midnight, where the day's row changes. The end of the program loses no count; a power cut may lose SQLite's last ones, for its log
/// is not forced to the disk at each commit.
/// </summary>
/// <param name="database">Holds the counters and the history.</param>
/// <param name="settings">Holds the limits.</param>
/// <param name="clock">
/// The system's clock stands for PostgreSQL's own, read under the lock, which all processes share even when their machines
/// disagree; another clock is taken at its word. The processes on one SQLite file share a machine and its clock.
/// </param>
/// <param name="notify">Hears of each level reached. It must be quick and must not throw.</param>
public sealed class DatabaseQuota(Database database, ServiceSettings settings, TimeProvider clock, ILogger<DatabaseQuota> logger, Action<QuotaNotice>? notify = null)
    : IQuota, IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly QuotaPolicy _policy = QuotaPolicy.Of(settings);
    private readonly CallLedger _ledger = new(database, QuotaPolicy.Of(settings), logger, notify);

    /// <inheritdoc/>
    public Task<QuotaDecision> ReserveAsync(string agent, string provider, bool mayUseReserve, CancellationToken cancellationToken) =>
        _ledger.ReserveAsync(() => _ledger.WriteAsync(db => CountAsync(db, agent, provider, _policy.CeilingFor(agent, mayUseReserve), cancellationToken), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<QuotaStatus> StatusAsync(CancellationToken cancellationToken) => _ledger.ReadAsync(async db =>
    {
        var now = await NowAsync(db, cancellationToken).ConfigureAwait(false);
        var (used, inLastSecond, _) = await LookAsync(db, now, cancellationToken).ConfigureAwait(false);
        return _policy.Status(used, inLastSecond, now);
    }, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _ledger.Dispose();

    private async Task<(QuotaDecision Decision, DateOnly Day, LedgerEntry Entry)> CountAsync(TradeMatrixContext db, string agent, string provider, int ceiling, CancellationToken cancellationToken)
    {
        if (database.IsPostgres) await db.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtext('chart_api'))", cancellationToken).ConfigureAwait(false);
        var now = await NowAsync(db, cancellationToken).ConfigureAwait(false);
        var day = DateOnly.FromDateTime(now);
        var (used, inLastSecond, freeAt) = await LookAsync(db, now, cancellationToken).ConfigureAwait(false);
        if (used >= ceiling) return (_policy.RefuseDay(used, now), day, default);
        if (inLastSecond >= _policy.PerSecondLimit) return (_policy.RefuseSecond(used, now, freeAt - now), day, default);

        var entry = await _ledger.AddAsync(db, day, agent, provider, ceiling, cancellationToken).ConfigureAwait(false);
        if (!entry.Added) return (_policy.RefuseDay(entry.Used, now), day, entry);
        await db.ExecuteAsync("""
            DELETE FROM quota_counters WHERE key LIKE 'chart_api:second:%' AND expires_at <= @now;
            INSERT INTO quota_counters (key, count, expires_at) VALUES (@key, 1, @free)
            """, cancellationToken, ("now", now), ("key", SecondKey(now, entry.Used)), ("free", now + Second)).ConfigureAwait(false);
        return (_policy.Allow(entry.Used, now), day, entry);
    }

    private async Task<DateTime> NowAsync(TradeMatrixContext db, CancellationToken cancellationToken)
    {
        if (!database.IsPostgres || clock != TimeProvider.System) return clock.GetUtcNow().UtcDateTime;
        var row = await db.RowAsync("SELECT clock_timestamp()", cancellationToken).ConfigureAwait(false);
        return (DateTime)row![0]!;
    }

    /// <summary>
    /// Calls of the day, those of the last second, and when the first of the latter leaves it. Rows from the future, which
    /// a clock that was set back leaves behind, do not count as sent within the last second.
    /// </summary>
    private static async Task<(int Used, int InLastSecond, DateTime FreeAt)> LookAsync(TradeMatrixContext db, DateTime now, CancellationToken cancellationToken)
    {
        var row = await db.RowAsync("""
            SELECT (SELECT count FROM quota_counters WHERE key = @day), count(*), min(expires_at) FROM quota_counters
            WHERE key LIKE 'chart_api:second:%' AND expires_at > @now AND expires_at <= @end
            """, cancellationToken, ("day", CallLedger.KeyOf(DateOnly.FromDateTime(now))), ("now", now), ("end", now + Second)).ConfigureAwait(false);
        var freeAt = row![2] switch
        {
            DateTime time => time,
            string text => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            _ => now,
        };
        return (Convert.ToInt32(row[0], CultureInfo.InvariantCulture), Convert.ToInt32(row[1], CultureInfo.InvariantCulture), freeAt);
    }

    /// <summary>One row for a call: the Unix second, and the day's count to tell the calls of a second apart.</summary>
    private static string SecondKey(DateTime now, int used) => $"chart_api:second:{new DateTimeOffset(now).ToUnixTimeSeconds()}:{used}";
}
