using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds;

/// <summary>
/// Asks feeds for bars, and leaves alone for a while what failed: a whole feed when it cannot be reached or takes no more calls, else
/// the one symbol and timeframe.
/// </summary>
public sealed partial class FeedCalls(IEnumerable<IFeed> feeds, TimeProvider clock, ILogger<FeedCalls> logger) : IDisposable
{
    /// <summary>Bars asked for of a series that is new.</summary>
    private const int FirstFetch = 1000;

    private static readonly TimeSpan UsualRest = TimeSpan.FromSeconds(30), LongestRest = TimeSpan.FromDays(1);
    private static readonly TimeSpan SoonestRefresh = TimeSpan.FromSeconds(15), LatestRefresh = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, Rest> _feeds = new(StringComparer.Ordinal);
    private readonly MemoryCache _series = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>The feeds with real data, in the order in which they are asked.</summary>
    public IReadOnlyList<IFeed> Feeds { get; } = [.. feeds.Where(f => f.Name != FeedNames.Demo)];

    /// <summary>How long bars of a timeframe count as new.</summary>
    public static TimeSpan Freshness(Timeframe timeframe) =>
        TimeSpan.FromTicks(Math.Clamp(timeframe.Duration.Ticks / 4, SoonestRefresh.Ticks, LatestRefresh.Ticks));

    /// <summary>Fetches the latest bars of a series.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="name">The symbol in its form.</param>
    /// <param name="timeframe">One of its timeframes.</param>
    /// <param name="last">From this open time on, that of the last bar known, which may have been in progress; null for a series that is new.</param>
    /// <exception cref="FeedException">The feed has no answer, or rests.</exception>
    public async Task<FeedBars> LatestAsync(IFeed feed, string name, Timeframe timeframe, long? last, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        // A weekend or a holiday lies in a short first span.
        var from = last ?? (long)(now - (timeframe.Duration.TotalMilliseconds * FirstFetch * 1.5) - TimeSpan.FromDays(5).TotalMilliseconds);
        var answer = await AskAsync(feed, new FeedRequest(name, timeframe, Math.Min(from, now), now + 1), isLatest: true, cancellationToken).ConfigureAwait(false);
        if (last is null && answer.Bars.Count == 0) Remember(feed, name, timeframe, Freshness(timeframe), FeedFailure.UnknownSymbol, "no bars");
        return answer;
    }

    /// <summary>Fetches bars of a span in the past.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="name">The symbol in its form.</param>
    /// <param name="timeframe">One of its timeframes.</param>
    /// <param name="from">First open time.</param>
    /// <param name="to">The open time behind the last one.</param>
    /// <returns>Null when the feed says that it has none.</returns>
    /// <exception cref="FeedException">The feed has no answer, or rests.</exception>
    public async Task<FeedBars?> OlderAsync(IFeed feed, string name, Timeframe timeframe, long from, long to, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(feed, new FeedRequest(name, timeframe, from, to), isLatest: false, cancellationToken).ConfigureAwait(false);
        }
        catch (FeedException e) when (e.Kind is FeedFailure.UnknownSymbol or FeedFailure.NotInPlan)
        {
            // Some do not know a symbol before its first bar, and some keep what is old for another plan.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _series.Dispose();

    private async Task<FeedBars> AskAsync(IFeed feed, FeedRequest request, bool isLatest, CancellationToken cancellationToken)
    {
        ThrowIfResting(_feeds.GetValueOrDefault(feed.Name), feed, request.Symbol);
        ThrowIfResting(_series.Get<Rest>((feed.Name, request.Symbol, request.Timeframe)), feed, request.Symbol);
        try
        {
            return await feed.FetchAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (FeedException e)
        {
            var wait = e.RetryAfter ?? UsualRest;
            if (e.Kind is FeedFailure.RateLimited or FeedFailure.Unavailable or FeedFailure.NotConfigured)
                _feeds.AddOrUpdate(feed.Name, _ => Until(wait, e.Kind, e.Reason), (_, known) => Until(wait, e.Kind, e.Reason) is var rest && rest.End > known.End ? rest : known);
            else if (e.Kind == FeedFailure.BadAnswer)
                Remember(feed, request.Symbol, request.Timeframe, wait, e.Kind, e.Reason);
            else if (isLatest)
                Remember(feed, request.Symbol, request.Timeframe, LongestRest, e.Kind, e.Reason);
            if (e.Kind == FeedFailure.UnknownSymbol) LogUnknown(e.Message);
            else LogFailed(e.Message);
            throw;
        }
    }

    private void ThrowIfResting(Rest? rest, IFeed feed, string name)
    {
        if (rest is not null && rest.End - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            throw new FeedException(feed.Name, name, rest.Kind, $"rests until {rest.End.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC: {rest.Why}", wait);
    }

    private void Remember(IFeed feed, string name, Timeframe timeframe, TimeSpan wait, FeedFailure kind, string why)
    {
        var rest = Until(wait, kind, why);
        _series.Set((feed.Name, name, timeframe), rest, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = LongestRest });
    }

    private Rest Until(TimeSpan wait, FeedFailure kind, string why) => new(clock.GetUtcNow() + (wait < LongestRest ? wait : LongestRest), kind, why);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Message}")]
    private partial void LogUnknown(string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Feed failed: {Message}")]
    private partial void LogFailed(string message);

    /// <summary>What is not asked for a while, and why.</summary>
    private sealed record Rest(DateTimeOffset End, FeedFailure Kind, string Why);
}
