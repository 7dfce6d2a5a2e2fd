using Microsoft.Extensions.Caching.Memory;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Feeds.Demo;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Feeds;

/// <summary>Demonstration bars for a chart of a symbol that has none. They are never stored, so that real ones need not be told from them.</summary>
public sealed class DemoBarSource(IEnumerable<IFeed> feeds, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly IFeed? _demo = feeds.FirstOrDefault(f => f.Name == FeedNames.Demo);
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 200_000 });

    /// <summary>Whether demonstration bars may be shown.</summary>
    public bool IsEnabled => _demo is not null;

    /// <summary>Bars that make the chart; null when demonstration bars are not enabled.</summary>
    public async Task<LoadedBars?> LoadAsync(MarketSymbol symbol, ChartSpec spec, CancellationToken cancellationToken)
    {
        if (_demo is null) return null;
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        // All demonstration bars lie within the regular hours, so that no filter drops any.
        var demand = Chart.BarsNeeded(spec with { Session = SessionFilter.Extended }, now);
        var until = Math.Min(demand.Until ?? now, now);
        return await _cache.GetOrCreateAsync((symbol.Symbol, spec.Interval, demand.Count, demand.From, until / (long)Freshness.TotalMilliseconds), async entry =>
        {
            entry.SetSize(1).SetAbsoluteExpiration(Freshness);
            var first = Math.Min(demand.From ?? until, until);
            var fetched = await FetchAsync(1.5, 4).ConfigureAwait(false);
            // Nights, weekends and holidays have no bars: more time holds enough of them.
            if (fetched?.Bars.IndexAtOrAfter(first) < demand.Count) fetched = await FetchAsync(6, 10).ConfigureAwait(false);
            if (fetched is null) return null;

            async Task<FeedBars?> FetchAsync(double factor, int days)
            {
                var span = (demand.Count * spec.Interval.Duration.TotalMilliseconds * (spec.Interval.IsIntraday ? factor : 1.6)) + TimeSpan.FromDays(days).TotalMilliseconds;
                var from = (long)Math.Max(first - span, DemoFeed.Beginning);
                return from > until ? null : await _demo.FetchAsync(new FeedRequest(symbol.Symbol, spec.Interval, from, until + 1), cancellationToken).ConfigureAwait(false);
            }
            entry.SetSize(fetched.Bars.Count + 1);
            if (fetched.Bars.Count == 0) return null;
            var last = fetched.Bars[^1];
            return new LoadedBars(fetched.Bars, $"demo {symbol.Symbol} {last.Time} {last.High:R} {last.Low:R} {last.Close:R} {last.Volume:R}", FeedNames.Demo) { IsDemo = true, Notices = ["demonstration data: import bars or enable a feed"] };
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();
}
