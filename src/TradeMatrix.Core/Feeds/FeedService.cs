using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Feeds;

/// <summary>
/// Keeps stored series up to date from the enabled feeds: the first that knows a symbol answers, and what it answers is
/// stored. A feed that fails rests for a while; the stored bars then serve, with a notice.
/// </summary>
public sealed partial class FeedService(IEnumerable<IFeed> feeds, SymbolStore symbols, BarStore store, TimeProvider clock, ILogger<FeedService> logger)
{
    /// <summary>Bars fetched for a series that is new.</summary>
    private const int FirstFetch = 1000;

    private static readonly TimeSpan UsualRest = TimeSpan.FromSeconds(30), SoonestRefresh = TimeSpan.FromSeconds(15), LatestRefresh = TimeSpan.FromMinutes(15);

    private readonly IReadOnlyList<IFeed> _feeds = [.. feeds.Where(f => f.Name != FeedNames.Demo)];
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, string Why)> _resting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(Guid, Timeframe), Lazy<Task<IReadOnlyList<string>>>> _running = new();

    /// <summary>Whether any feed with real data is enabled.</summary>
    public bool IsEnabled => _feeds.Count > 0;

    /// <summary>Brings a series up to date when that is due. Several that ask at once share one fetch.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="timeframe">Timeframe wanted.</param>
    /// <param name="head">The series as stored; null when there is none.</param>
    /// <param name="mustFetch">Fetches even when it is not due.</param>
    /// <returns>What the reader should know: feeds that failed; null when nothing was due.</returns>
    public async Task<IReadOnlyList<string>?> RefreshAsync(MarketSymbol symbol, Timeframe timeframe, SeriesHead? head, bool mustFetch, CancellationToken cancellationToken)
    {
        if (!IsEnabled || (!mustFetch && !IsDue(timeframe, head))) return null;
        var key = (symbol.CatalogueId ?? symbol.Id, timeframe);
        // Those who wait may leave; the fetch goes on for the others and for the store.
        var fetch = _running.GetOrAdd(key, _ => new Lazy<Task<IReadOnlyList<string>>>(() => FetchAsync(symbol, timeframe, head, CancellationToken.None)));
        try
        {
            return await fetch.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (fetch.Value.IsCompleted) _running.TryRemove(new KeyValuePair<(Guid, Timeframe), Lazy<Task<IReadOnlyList<string>>>>(key, fetch));
        }
    }

    private bool IsDue(Timeframe timeframe, SeriesHead? head)
    {
        if (head?.CheckedAt is not { } checkedAt) return true;
        var interval = timeframe.Duration / 4;
        return clock.GetUtcNow().ToUnixTimeMilliseconds() - checkedAt >= Math.Clamp(interval.TotalMilliseconds, SoonestRefresh.TotalMilliseconds, LatestRefresh.TotalMilliseconds);
    }

    private async Task<IReadOnlyList<string>> FetchAsync(MarketSymbol symbol, Timeframe timeframe, SeriesHead? head, CancellationToken cancellationToken)
    {
        // The catalogue's bars serve every user's copy; a symbol of a user's own keeps its own.
        var owner = symbol.CatalogueId is { } entry ? new MarketSymbol { Id = entry, Symbol = symbol.Symbol } : symbol;
        var aliases = await symbols.AliasesAsync(Caller.Service, symbol, cancellationToken).ConfigureAwait(false);
        var notices = new List<string>();
        foreach (var feed in _feeds)
        {
            if (_resting.TryGetValue(feed.Name, out var rest) && rest.Until > clock.GetUtcNow())
            {
                notices.Add($"feed {feed.Name} rests until {rest.Until.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC: {rest.Why}");
                continue;
            }
            if (Resampler.SourceOf(timeframe, feed.Timeframes) is not { } native) continue;
            try
            {
                var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
                // From the last stored bar on, which may have been in progress. A weekend or a holiday lies in a short first span.
                var from = head is not null && head.Timeframe == native && head.Source == feed.Name ? head.Last : now - (long)((native.Duration.TotalMilliseconds * FirstFetch * 1.5) + TimeSpan.FromDays(5).TotalMilliseconds);
                var fetched = await feed.FetchAsync(new FeedRequest(NameFor(feed, symbol, aliases), native, from, now + 1), cancellationToken).ConfigureAwait(false);
                await store.WriteAsync(Caller.Service, owner, native, fetched.Bars, feed.Name, cancellationToken).ConfigureAwait(false);
                return notices;
            }
            catch (FeedException e) when (e.Kind == FeedFailure.UnknownSymbol)
            {
                // Another feed may know it.
                LogUnknown(e.Message);
            }
            catch (FeedException e)
            {
                _resting[feed.Name] = (clock.GetUtcNow() + (e.RetryAfter ?? UsualRest), e.Message);
                notices.Add($"feed {e.Message}");
                LogFailed(e.Message);
            }
        }
        return notices;
    }

    private static string NameFor(IFeed feed, MarketSymbol symbol, IReadOnlyDictionary<string, IReadOnlyList<string>> aliases) =>
        aliases.TryGetValue(feed.SymbolNamespace, out var names) ? names[0] : feed.SymbolNamespace == SymbolNamespace.TradingView && symbol.TvSymbol is { } tv ? tv : symbol.ApiSymbol ?? symbol.Symbol;

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Message}")]
    private partial void LogUnknown(string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Feed failed: {Message}")]
    private partial void LogFailed(string message);
}
