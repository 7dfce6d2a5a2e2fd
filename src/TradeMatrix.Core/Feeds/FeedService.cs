using System.Numerics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Feeds;

/// <summary>
/// Keeps stored series up to date from the enabled feeds. The first that has bars of a symbol begins a series, which from then on
/// comes from that feed alone; when it fails, the stored bars serve, with a notice. Imported bars and those of the folder stay alone.
/// </summary>
public sealed class FeedService(FeedCalls calls, SymbolStore symbols, BarStore store, Database database, TimeProvider clock) : IDisposable
{
    /// <summary>Calls for what is missing at the end of a series, or before its first bar.</summary>
    private const int MostPages = 10;

    /// <summary>The year 1900, Unix milliseconds UTC: nothing older is asked for.</summary>
    private const long Earliest = -2_208_988_800_000;

    /// <summary>Days for one of trading, with room for holidays.</summary>
    private const double DaysPerTradingDay = 1.6;

    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    private readonly SharedWork<(Guid, Timeframe, long?), IReadOnlyList<string>> _work = new();
    private readonly MemoryCache _reached = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>Whether any feed with real data is enabled.</summary>
    public bool IsEnabled => calls.Feeds.Count > 0;

    /// <summary>Names of the enabled feeds with real data.</summary>
    public IReadOnlyList<string> Names => [.. calls.Feeds.Select(f => f.Name)];

    /// <summary>
    /// Brings a series up to date when that is due, and fetches once what is needed from before its first bar. Several that ask at once
    /// share a fetch.
    /// </summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="timeframe">Timeframe wanted.</param>
    /// <param name="head">The series that serves it now; null when there is none.</param>
    /// <param name="demand">Bars of the timeframe that are needed; null for the latest alone.</param>
    /// <returns>What the reader should know: feeds that failed; null when nothing was due.</returns>
    public async Task<IReadOnlyList<string>?> RefreshAsync(MarketSymbol symbol, Timeframe timeframe, SeriesHead? head, BarDemand? demand, CancellationToken cancellationToken)
    {
        if (!IsEnabled || StaysAlone(head)) return null;
        // The catalogue's bars serve every user's copy; a symbol of a user's own keeps its own.
        var owner = symbol.CatalogueId ?? symbol.Id;
        List<string>? notices = null;
        if (IsDue(timeframe, head, demand))
        {
            notices = [.. await _work.RunAsync((owner, timeframe, null), () => UpdateAsync(owner, timeframe), cancellationToken).ConfigureAwait(false)];
            if (demand is not null && (head is null || !IsBest(head, timeframe))) head = BarLoader.Best(await HeadsAsync(owner).ConfigureAwait(false), timeframe);
        }
        if (head is { } series && demand is not null && !StaysAlone(head) && StartOf(demand, timeframe, series) is var from && CanReach(owner, series, from))
        {
            var older = await _work.RunAsync((owner, series.Timeframe, from), () => ReachBackAsync(owner, series, from), cancellationToken).ConfigureAwait(false);
            notices = [.. notices ?? [], .. older];
        }
        return notices;
    }

    /// <inheritdoc/>
    public void Dispose() => _reached.Dispose();

    private bool IsDue(Timeframe timeframe, SeriesHead? head, BarDemand? demand)
    {
        if (head is null || !IsBest(head, timeframe)) return true;
        // The latest bars do not matter to a moment of the past.
        if (demand?.Until < head.Last) return false;
        if (head.CheckedAt is not { } checkedAt) return true;
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        // A bar that closed since was told half.
        var length = (long)timeframe.Duration.TotalMilliseconds;
        return now - checkedAt >= FeedCalls.Freshness(timeframe).TotalMilliseconds || (timeframe.IsIntraday && now / length > checkedAt / length);
    }

    private static bool StaysAlone(SeriesHead? head) => head is { Source: "import" or FeedNames.Folder };

    /// <summary>Whether its feed has no series that would serve a timeframe better.</summary>
    private bool IsBest(SeriesHead head, Timeframe timeframe) =>
        head.Timeframe == timeframe || (FeedOf(head) is { } feed && Resampler.SourceOf(timeframe, feed.Timeframes) == head.Timeframe);

    private async Task<IReadOnlyList<string>> UpdateAsync(Guid ownerId, Timeframe timeframe)
    {
        if (await OwnerAsync(ownerId).ConfigureAwait(false) is not { } owner) return [];
        var heads = await HeadsAsync(ownerId).ConfigureAwait(false);
        var head = BarLoader.Best(heads, timeframe);
        if (StaysAlone(head)) return [];
        return head is not null && IsBest(head, timeframe)
            ? await ContinueAsync(owner, head).ConfigureAwait(false)
            : await BeginAsync(owner, heads, timeframe).ConfigureAwait(false);
    }

    /// <summary>Begins a series with the first feed that has bars for it.</summary>
    private async Task<IReadOnlyList<string>> BeginAsync(Owner owner, IReadOnlyList<SeriesHead> heads, Timeframe timeframe)
    {
        var notices = new List<string>();
        foreach (var feed in calls.Feeds)
        {
            // What there is already came from another feed.
            if (Resampler.SourceOf(timeframe, feed.Timeframes) is not { } native || heads.Any(h => h.Timeframe == native) || owner.NameFor(feed) is not { } name) continue;
            try
            {
                var answer = await calls.LatestAsync(feed, name, native, null, CancellationToken.None).ConfigureAwait(false);
                if (answer.Bars.Count == 0) continue;
                await WriteAsync(owner, native, answer.Bars, feed).ConfigureAwait(false);
                break;
            }
            catch (FeedException e)
            {
                // One that does not know the symbol has not failed.
                if (e.Kind != FeedFailure.UnknownSymbol) notices.Add(Notice(e));
            }
        }
        return notices;
    }

    /// <summary>Adds to a series what came since its last bar, which may have been in progress.</summary>
    private async Task<IReadOnlyList<string>> ContinueAsync(Owner owner, SeriesHead head)
    {
        if (FeedOf(head) is not { } feed) return [$"feed {head.Source}, which the bars come from, is not enabled"];
        if (owner.NameFor(feed) is not { } name) return [$"feed {feed.Name}, which the bars come from, has no name for the symbol"];
        try
        {
            var from = head.Last;
            var answer = await calls.LatestAsync(feed, name, head.Timeframe, from, CancellationToken.None).ConfigureAwait(false);
            // A feed gives so much time at once; half of it, because times differ in how many bars they have.
            var span = Math.Max((clock.GetUtcNow().ToUnixTimeMilliseconds() - answer.From) / 2, (long)head.Timeframe.Duration.TotalMilliseconds);
            // From the oldest on, so that wherever this ends the series has no hole, and the next time goes on from there.
            for (var page = 0; from < answer.From; page++)
            {
                if (page == MostPages) return [$"feed {feed.Name}: bars since {BarStore.ToTime(from):yyyy-MM-dd HH:mm} UTC are still to be fetched"];
                var to = Math.Min(from + span, answer.From);
                if (await calls.OlderAsync(feed, name, head.Timeframe, from, to, CancellationToken.None).ConfigureAwait(false) is { } older)
                    await WriteAsync(owner, head.Timeframe, older.Bars, feed).ConfigureAwait(false);
                from = to;
            }
            await WriteAsync(owner, head.Timeframe, answer.Bars, feed).ConfigureAwait(false);
            return [];
        }
        catch (FeedException e)
        {
            return [Notice(e)];
        }
    }

    /// <summary>Adds to a series what lies before its first bar, and remembers how far that went.</summary>
    private async Task<IReadOnlyList<string>> ReachBackAsync(Guid ownerId, SeriesHead head, long from)
    {
        if (FeedOf(head) is not { } feed || await OwnerAsync(ownerId).ConfigureAwait(false) is not { } owner || owner.NameFor(feed) is not { } name) return [];
        var (to, notices) = (head.First, new List<string>());
        try
        {
            for (var page = 0; page < MostPages && from < to; page++)
            {
                if (await calls.OlderAsync(feed, name, head.Timeframe, from, to, CancellationToken.None).ConfigureAwait(false) is not { Bars.Count: > 0 } older) break;
                await WriteAsync(owner, head.Timeframe, older.Bars, feed).ConfigureAwait(false);
                to = older.From;
            }
        }
        catch (FeedException e)
        {
            notices.Add(Notice(e));
            // The feed rests, and may have them afterwards; but what it gave is enough for a day.
            if (e.Kind != FeedFailure.BadAnswer && to == head.First) return notices;
        }
        _reached.Set((ownerId, head.Timeframe), to <= from ? from : long.MinValue, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Memory });
        return notices;
    }

    /// <summary>About when the first of the bars opened that are needed.</summary>
    private static long StartOf(BarDemand demand, Timeframe timeframe, SeriesHead head)
    {
        // Nights and weekends make a bar last longer than its timeframe; by how much, the series itself tells.
        var average = head.Count > 1 ? (head.Last - head.First) / (double)(head.Count - 1) : head.Timeframe.Duration.TotalMilliseconds;
        var perBar = timeframe.IsIntraday ? average * (timeframe.Duration / head.Timeframe.Duration) : timeframe.Duration.TotalMilliseconds * DaysPerTradingDay;
        // Powers of two, so that charts of about the same length share a fetch.
        var count = BitOperations.RoundUpToPowerOf2((uint)Math.Min(demand.Count, 1 << 24));
        var end = Math.Min(demand.From ?? demand.Until ?? head.Last, head.Last);
        return (long)Math.Max(end - (count * perBar), Earliest);
    }

    /// <summary>Whether a series lacks bars since a time that its feed was not asked for before.</summary>
    private bool CanReach(Guid owner, SeriesHead head, long from) =>
        from < head.First && (!_reached.TryGetValue((owner, head.Timeframe), out long reached) || from < reached);

    private IFeed? FeedOf(SeriesHead head) => calls.Feeds.FirstOrDefault(f => f.Name == head.Source);

    private Task<IReadOnlyList<SeriesHead>> HeadsAsync(Guid owner) => store.SeriesAsync(Caller.Service, owner, CancellationToken.None);

    private Task<BarWrite> WriteAsync(Owner owner, Timeframe timeframe, BarSeries bars, IFeed feed) =>
        store.WriteAsync(Caller.Service, owner.Symbol, timeframe, bars, feed.Name, CancellationToken.None);

    private async Task<Owner?> OwnerAsync(Guid id)
    {
        var symbol = await database.ReadAsync(Caller.Service, db => db.Symbols.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id), CancellationToken.None).ConfigureAwait(false);
        return symbol is null ? null : new Owner(symbol, await symbols.AliasesAsync(Caller.Service, symbol, CancellationToken.None).ConfigureAwait(false));
    }

    private static string Notice(FeedException e) => $"feed {e.Feed}: {e.Reason}";

    /// <summary>The symbol whose series it is, and its names by namespace.</summary>
    private sealed record Owner(MarketSymbol Symbol, IReadOnlyDictionary<string, IReadOnlyList<string>> Names)
    {
        /// <summary>The form to send to a feed; null when it has no name there.</summary>
        public string? NameFor(IFeed feed)
        {
            if (Names.TryGetValue(feed.SymbolNamespace, out var names)) return names[0];
            if (feed.SymbolNamespace == SymbolNamespace.TradingView && Symbol.TvSymbol is { } tv) return tv;
            // An entry of the catalogue that has names elsewhere would be another instrument, or none, by one of those.
            return Symbol.UserId is not null || Names.Count == 0 ? Symbol.ApiSymbol ?? Symbol.Symbol : null;
        }
    }
}
