using Microsoft.Extensions.Logging;
using ZiggyCreatures.Caching.Fusion.Locking;

namespace TradeMatrix.Core.Charts;

/// <summary>
/// One drawing at a time of each key. The cache's own locks stay in memory for minutes after each key, which a hundred thousand
/// different charts would fill; these are a fixed set that keys share. No drawing asks for another picture, so none waits for itself.
/// </summary>
internal sealed class PictureLocks : IFusionCacheMemoryLocker
{
    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, 4096).Select(_ => new SemaphoreSlim(1, 1))];

    /// <inheritdoc/>
    public async ValueTask<object?> AcquireLockAsync(string cacheName, string cacheInstanceId, string operationId, string key, TimeSpan timeout, ILogger? logger, CancellationToken token)
    {
        var keyLock = LockOf(key);
        return await keyLock.WaitAsync(timeout, token).ConfigureAwait(false) ? keyLock : null;
    }

    /// <inheritdoc/>
    public object? AcquireLock(string cacheName, string cacheInstanceId, string operationId, string key, TimeSpan timeout, ILogger? logger, CancellationToken token)
    {
        var keyLock = LockOf(key);
        return keyLock.Wait(timeout, token) ? keyLock : null;
    }

    /// <inheritdoc/>
    public void ReleaseLock(string cacheName, string cacheInstanceId, string operationId, string key, object? lockObj, ILogger? logger) => (lockObj as SemaphoreSlim)?.Release();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var keyLock in _locks) keyLock.Dispose();
    }

    private SemaphoreSlim LockOf(string key) => _locks[(uint)key.GetHashCode(StringComparison.Ordinal) % (uint)_locks.Length];
}
