using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using ZiggyCreatures.Caching.Fusion;

namespace TradeMatrix.Core.Charts;

/// <summary>
/// Pictures by what they show, in memory and, when there is one, in a cache shared by several processes. A thousand equal
/// requests at once draw one picture. When the shared cache is away, it is done without.
/// </summary>
public sealed class ChartCache : IDisposable
{
    private const long MemoryBytes = 32 << 20;

    private static readonly TimeSpan LongestShared = TimeSpan.FromHours(1);

    private readonly MemoryCache _memory = new(new MemoryCacheOptions { SizeLimit = MemoryBytes });
    private readonly PictureLocks _locks = new();
    private readonly FusionCache _cache;

    /// <summary>Makes the cache.</summary>
    /// <param name="shared">The cache shared by several processes, or null.</param>
    /// <param name="logger">Where an outage of the shared cache is told.</param>
    public ChartCache(IDistributedCache? shared, ILogger<FusionCache>? logger)
    {
        _cache = new FusionCache(
            new FusionCacheOptions
            {
                CacheKeyPrefix = "chart:picture:",
                DistributedCacheCircuitBreakerDuration = TimeSpan.FromSeconds(5),
                DefaultEntryOptions = new FusionCacheEntryOptions
                {
                    DistributedCacheSoftTimeout = TimeSpan.FromMilliseconds(200),
                    DistributedCacheHardTimeout = TimeSpan.FromSeconds(1),
                    AllowBackgroundDistributedCacheOperations = true,
                },
            },
            _memory, logger, _locks);
        if (shared is not null) _cache.SetupDistributedCache(shared, new DrawnChartSerializer());
    }

    /// <summary>The picture of a key, drawn now if need be.</summary>
    /// <param name="key">Equal keys are equal pictures.</param>
    /// <param name="lifetime">How long it may be taken from the cache.</param>
    /// <param name="fresh">Draws anew even when it is at hand; what was at hand stays until the new one is there.</param>
    /// <param name="draw">Draws it.</param>
    /// <returns>The picture, and whether it was at hand.</returns>
    public async Task<(DrawnChart Chart, bool WasCached)> GetAsync(string key, TimeSpan lifetime, bool fresh, Func<CancellationToken, Task<DrawnChart>> draw, CancellationToken cancellationToken)
    {
        var wasCached = true;
        var chart = await _cache.GetOrSetAsync<DrawnChart>(
            key,
            async (context, token) =>
            {
                wasCached = false;
                var drawn = await draw(token).ConfigureAwait(false);
                context.Options.Size = drawn.Bytes.Length + 1024;
                return drawn;
            },
            options =>
            {
                // Memory has its bound; the shared cache has none but time.
                options.SetDuration(lifetime).SetSize(1 << 17).SetDistributedCacheDuration(lifetime < LongestShared ? lifetime : LongestShared);
                if (fresh) options.SetSkipMemoryCacheRead().SetSkipDistributedCacheRead(true);
            }, token: cancellationToken).ConfigureAwait(false);
        return (chart, wasCached);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cache.Dispose();
        _locks.Dispose();
        _memory.Dispose();
    }
}
