namespace TradeMatrix.Core.Tests.Quotas;

/// <summary>Eight processes that fight round after round; one that was killed is replaced.</summary>
public sealed class Contenders : IDisposable
{
    private readonly Contender[] _contenders = [.. Enumerable.Range(0, 8).Select(_ => new Contender())];

    /// <param name="killAfter">Calls granted to the first before it is killed; null to let all live.</param>
    /// <returns>Calls granted to all of them.</returns>
    internal async Task<int> FightAsync(QuotaHouse house, int? killAfter, CancellationToken cancellationToken)
    {
        var round = $"TRADEMATRIX_DATA={house.Settings.DataFolder}\tCHART_API_DAILY_LIMIT={house.Settings.DailyLimit}\tDATABASE_URL={house.Settings.DatabaseUrl}"
            + (house.RedisServer is { } redis ? $"\tREDIS_HOST=127.0.0.1\tREDIS_PORT={redis.Port}" : "");
        for (var i = 0; i < _contenders.Length; i++)
        {
            if (!_contenders[i].IsDead) continue;
            _contenders[i].Dispose();
            _contenders[i] = new Contender();
        }
        await Task.WhenAll(_contenders.Select(c => c.PrepareAsync(round, cancellationToken)));
        return (await Task.WhenAll(_contenders.Select((c, i) => c.FightAsync(i == 0 ? killAfter : null, cancellationToken)))).Sum();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var contender in _contenders) contender.Dispose();
    }
}
