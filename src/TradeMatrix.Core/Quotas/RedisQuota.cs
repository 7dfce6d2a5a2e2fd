using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Quotas;

/// <summary>
/// The quota in Redis, whose script decides on the day and the second at once. What it grants is then written to the database,
/// which compares once more: a Redis that lost its data or was restored from older data cannot give calls twice, and is
/// brought up to the database's count. Plain keys: <c>chart_api:daily:YYYY-MM-DD</c>, <c>chart_api:second:N</c> (Unix second).
/// </summary>
/// <param name="redis">Its time-outs are those of the connection.</param>
/// <param name="database">Holds the history and the durable count.</param>
/// <param name="settings">Holds the limits.</param>
/// <param name="clock">
/// The system's clock stands for Redis' own, read inside the script, which all processes share even when their machines
/// disagree; another clock is taken at its word.
/// </param>
/// <param name="notify">Hears of each level reached. It must be quick and must not throw.</param>
public sealed partial class RedisQuota(
    IConnectionMultiplexer redis, Database database, ServiceSettings settings, TimeProvider clock, ILogger<RedisQuota> logger, Action<QuotaNotice>? notify = null)
    : IQuota, IDisposable
{
    // A new day and an empty Redis each need another round.
    private const int Rounds = 5;
    private static readonly DateOnly Epoch = new(1970, 1, 1);
    private readonly QuotaPolicy _policy = QuotaPolicy.Of(settings);
    private readonly CallLedger _ledger = new(database, QuotaPolicy.Of(settings), logger, notify);

    // The day as Redis last told it, in days since 1970; at first unknown.
    private volatile int _day;

    /// <inheritdoc/>
    public Task<QuotaDecision> ReserveAsync(string agent, string provider, bool mayUseReserve, CancellationToken cancellationToken) =>
        _ledger.ReserveAsync(() => CountAsync(agent, provider, _policy.CeilingFor(agent, mayUseReserve), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<QuotaStatus> StatusAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(null, cancellationToken).ConfigureAwait(false);
        return _policy.Status(answer.Used, (int)answer.Value, answer.Now);
    }

    /// <inheritdoc/>
    public void Dispose() => _ledger.Dispose();

    private async Task<(QuotaDecision Decision, DateOnly Day, LedgerEntry Entry)> CountAsync(string agent, string provider, int ceiling, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(ceiling, cancellationToken).ConfigureAwait(false);
        switch (answer.Word)
        {
            case RedisAnswer.Full: return (_policy.RefuseDay(answer.Used, answer.Now), answer.Day, default);
            case RedisAnswer.Wait: return (_policy.RefuseSecond(answer.Used, answer.Now, TimeSpan.FromMicroseconds(answer.Value)), answer.Day, default);
        }

        var entry = await _ledger.WriteAsync(db => _ledger.AddAsync(db, answer.Day, agent, provider, ceiling, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (entry.Used > answer.Used) await TryRaiseAsync(answer, entry.Used).ConfigureAwait(false);
        var decision = entry.Added ? _policy.Allow(Math.Max(answer.Used, entry.Used), answer.Now) : _policy.RefuseDay(entry.Used, answer.Now);
        return (decision, answer.Day, entry);
    }

    /// <param name="ceiling">Reserves a call while fewer than these are used; null to look only.</param>
    private async Task<RedisAnswer> AskAsync(int? ceiling, CancellationToken cancellationToken)
    {
        RedisValue time = clock == TimeProvider.System ? "" : (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        for (var round = 0; round < Rounds; round++)
        {
            var day = _day;
            var answer = RedisAnswer.Read(await RunAsync(RedisScripts.Reserve, [CallLedger.KeyOf(Epoch.AddDays(day)), "chart_api:recent"],
                [day, time, ceiling ?? RedisValue.EmptyString, _policy.PerSecondLimit], cancellationToken).ConfigureAwait(false));
            switch (answer.Word)
            {
                case RedisAnswer.OtherDay:
                    _day = answer.Day.DayNumber - Epoch.DayNumber;
                    break;
                case RedisAnswer.Unknown:
                    var used = await _ledger.ReadAsync(db => CallLedger.UsedAsync(db, answer.Day, cancellationToken), cancellationToken).ConfigureAwait(false);
                    await RaiseAsync(answer.Day, answer.Now, used, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    return answer;
            }
        }
        throw new QuotaUnavailableException("Redis", null);
    }

    /// <summary>After the ledger's word, which stands: a Redis that stays behind is brought up by the next call.</summary>
    private async Task TryRaiseAsync(RedisAnswer answer, int used)
    {
        try
        {
            await RaiseAsync(answer.Day, answer.Now, used, CancellationToken.None).ConfigureAwait(false);
        }
        catch (QuotaUnavailableException e)
        {
            LogBehind(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis stays behind the ledger until the next call")]
    private partial void LogBehind(Exception cause);

    /// <summary>Brings Redis up to the database's count.</summary>
    private Task<RedisResult> RaiseAsync(DateOnly day, DateTime now, int used, CancellationToken cancellationToken) =>
        RunAsync(RedisScripts.Raise, [CallLedger.KeyOf(day)], [used, (long)(CallLedger.ExpiryOf(day) - now).TotalSeconds], cancellationToken);

    private async Task<RedisResult> RunAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken)
    {
        try
        {
            return await redis.GetDatabase().ScriptEvaluateAsync(script, keys, values).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw new QuotaUnavailableException("Redis", e);
        }
    }
}
