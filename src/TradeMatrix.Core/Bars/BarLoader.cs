using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Bars;

/// <summary>
/// Bars for a chart: of the stored series of its timeframe, else put together from a shorter one. A user's copy of a
/// catalogue entry has the entry's bars until it gets bars of its own.
/// </summary>
public sealed class BarLoader(BarStore store, FeedService feeds, DemoBarSource demo, TimeProvider clock) : IDisposable
{
    /// <summary>How long another process's writes may go unseen.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    /// <summary>Bars held in memory, 48 bytes each.</summary>
    private const long MostCached = 1_000_000;

    /// <summary>Bars read for one chart.</summary>
    private const long MostRead = 1_000_000;

    /// <summary>Shorter bars read to put longer ones together, for who wants the last so many.</summary>
    private const int MostReadBack = 32_768;

    /// <summary>How late prices of vendors come. Whoever tells of a bar has told all of those before it.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(20);

    /// <summary>Bars that are looked at for gaps, nights and weekends among them.</summary>
    private const long MostExpected = 5_000_000;

    private readonly MemoryCache _heads = new(new MemoryCacheOptions { SizeLimit = 10_000 }), _bars = new(new MemoryCacheOptions { SizeLimit = MostCached });
    private readonly ConcurrentDictionary<Guid, long> _written = new();

    /// <summary>Bars that make the chart; null when nothing is stored for it.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="spec">The chart.</param>
    public async Task<LoadedBars?> LoadAsync(Caller caller, MarketSymbol symbol, ChartSpec spec, CancellationToken cancellationToken)
    {
        var (loaded, notices) = await StoredAsync(caller, symbol, spec.Interval, spec.Session, spec.Timezone, last => Chart.BarsNeeded(spec, last), cancellationToken).ConfigureAwait(false);
        return loaded ?? (await demo.LoadAsync(symbol, spec, cancellationToken).ConfigureAwait(false) is { } made ? made with { Notices = [.. notices ?? [], .. made.Notices] } : null);
    }

    /// <summary>The last bars of a symbol, of the exchange's whole day; null when nothing is stored for the timeframe.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="timeframe">The timeframe.</param>
    /// <param name="count">At least so many, if there are.</param>
    public async Task<LoadedBars?> LastAsync(Caller caller, MarketSymbol symbol, Timeframe timeframe, int count, CancellationToken cancellationToken) =>
        (await StoredAsync(caller, symbol, timeframe, SessionFilter.Extended, "Etc/UTC", _ => new BarDemand(count, null, null, count), cancellationToken, MostReadBack).ConfigureAwait(false)).Loaded;

    /// <summary>The bars of a symbol from a time on, and some before it, of the exchange's whole day; null when nothing is stored for the timeframe.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="timeframe">The timeframe.</param>
    /// <param name="from">First open time, Unix milliseconds UTC.</param>
    /// <param name="before">How many bars before the first.</param>
    public async Task<LoadedBars?> SinceAsync(Caller caller, MarketSymbol symbol, Timeframe timeframe, long from, int before, CancellationToken cancellationToken) =>
        (await StoredAsync(caller, symbol, timeframe, SessionFilter.Extended, "Etc/UTC", _ => new BarDemand(Math.Max(before, 1), from, null, (int)MostRead), cancellationToken).ConfigureAwait(false)).Loaded;

    private async Task<(LoadedBars? Loaded, IReadOnlyList<string>? Notices)> StoredAsync(
        Caller caller, MarketSymbol symbol, Timeframe timeframe, SessionFilter session, string zone, Func<long, BarDemand> demandAt, CancellationToken cancellationToken, int most = 1 << 24)
    {
        var head = await FindAsync(caller, symbol, timeframe, cancellationToken).ConfigureAwait(false);
        var demand = demandAt(head?.Last ?? clock.GetUtcNow().ToUnixTimeMilliseconds());
        var notices = await feeds.RefreshAsync(symbol, timeframe, head, demand, cancellationToken).ConfigureAwait(false);
        if (notices is not null)
        {
            Forget(symbol.CatalogueId ?? symbol.Id);
            head = await FindAsync(caller, symbol, timeframe, cancellationToken).ConfigureAwait(false);
            if (head is not null) demand = demandAt(head.Last);
        }
        if (head is null) return (null, notices);
        var perBar = head.Timeframe == timeframe ? 1 : PerBar(head.Timeframe, timeframe);
        // Powers of two, so that charts of about the same length share what was read.
        var count = (int)Math.Min(System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Min(demand.Count * (long)perBar, most)), head.Count);
        var calendar = head.Timeframe == timeframe ? null : CalendarOf(symbol, zone);
        var version = calendar is null ? head.Version : $"{head.Version}.{calendar.Exchange}.{calendar.Zone}";
        var key = (version, timeframe, session, count, demand.From, demand.Until);
        if (!_bars.TryGetValue(key, out BarSeries? bars))
        {
            bars = await ReadAsync(caller, head, count, demand.From, demand.Until, Math.Min(demand.Most * (long)perBar, MostRead), cancellationToken).ConfigureAwait(false);
            if (calendar is not null) bars = Resampler.Resample(bars, head.Timeframe, timeframe, calendar, regularOnly: session == SessionFilter.Regular);
            // A span is rarely asked for again.
            if (demand.From is null || demand.Until is not null) _bars.Set(key, bars, new MemoryCacheEntryOptions { Size = bars.Count + 1, SlidingExpiration = TimeSpan.FromMinutes(10) });
        }
        return (new LoadedBars(bars!, version, head.Source) { KnownTo = KnownTo(head), Notices = notices is { Count: > 0 } ? [.. notices, AgeOf(head)] : [] }, notices);
    }

    /// <summary>The stored series that serves a timeframe: its own, else the longest shorter one that fits into it; null when there is none.</summary>
    public async Task<SeriesHead?> FindAsync(Caller caller, MarketSymbol symbol, Timeframe timeframe, CancellationToken cancellationToken)
    {
        var own = Best(await HeadsAsync(caller, symbol.Id, cancellationToken).ConfigureAwait(false), timeframe);
        return own is null && symbol.CatalogueId is { } entry ? Best(await HeadsAsync(caller, entry, cancellationToken).ConfigureAwait(false), timeframe) : own;
    }

    /// <summary>
    /// The timeframe whose bars tell most of a symbol: the shortest stored one that is no longer than another and still goes on; where
    /// there is none, that other while feeds may have it, else the shortest longer one; null when nothing is stored.
    /// </summary>
    public async Task<Timeframe?> FinestAsync(Caller caller, MarketSymbol symbol, Timeframe longest, CancellationToken cancellationToken)
    {
        var heads = await HeadsAsync(caller, symbol.Id, cancellationToken).ConfigureAwait(false);
        if (heads.Count == 0 && symbol.CatalogueId is { } entry) heads = await HeadsAsync(caller, entry, cancellationToken).ConfigureAwait(false);
        var ordered = heads.Where(h => h.Count > 0).OrderBy(h => h.Timeframe.Duration).ToList();
        if (ordered.Count == 0) return null;
        // A series that an import left behind ends long before one that is followed.
        var newest = ordered.Max(EndOf);
        var live = ordered.FindAll(h => newest - EndOf(h) <= 2 * ordered.Where(o => EndOf(o) == newest).Min(LengthOf));
        if (live.Find(h => h.Timeframe.Duration <= longest.Duration) is { } finest) return finest.Timeframe;
        return feeds.IsEnabled ? longest : live[0].Timeframe;

        static long LengthOf(SeriesHead head) => (long)head.Timeframe.Duration.TotalMilliseconds;
        static long EndOf(SeriesHead head) => head.Last + LengthOf(head);
    }

    /// <summary>Runs of bars that a stored series lacks by its exchange's calendar, or by the hours that its own bars show.</summary>
    /// <returns>The series' timeframe and the gaps; null when nothing is stored for the timeframe.</returns>
    /// <exception cref="ServiceException">There would be too many bars to look at.</exception>
    public async Task<(Timeframe Timeframe, IReadOnlyList<BarGap> Gaps)?> GapsAsync(Caller caller, MarketSymbol symbol, Timeframe timeframe, long from, long to, CancellationToken cancellationToken)
    {
        if (await FindAsync(caller, symbol, timeframe, cancellationToken).ConfigureAwait(false) is not { } head) return null;
        var most = (Math.Min(to, head.Last) - Math.Max(from, head.First)) / (head.Timeframe.Duration.Ticks / TimeSpan.TicksPerMillisecond);
        if (most > MostExpected) throw ServiceException.Invalid("from", $"{ToText(Math.Max(from, head.First))}", $"so late that no more than {MostExpected} bars of {head.Timeframe} follow; it would be {most}");
        var bars = await store.BetweenAsync(caller, head, from, to, MostExpected, cancellationToken).ConfigureAwait(false);
        if (bars.Count == 0) return (head.Timeframe, []);
        var calendar = CalendarOf(symbol, "Etc/UTC") is { Exchange.Length: > 0 } known ? known : ExchangeCalendar.Infer(bars, head.Timeframe, symbol.Timezone);
        return (head.Timeframe, calendar.Gaps(bars, head.Timeframe, cancellationToken));
    }

    /// <summary>The calendar of a symbol: its exchange's, else around the clock in a zone.</summary>
    public static ExchangeCalendar CalendarOf(MarketSymbol symbol, string zone) => ExchangeCalendar.Of(symbol.Exchange, symbol.TvSymbol ?? symbol.Symbol, zone);

    /// <summary>Tells that a symbol's bars were written, so that the next reader sees them.</summary>
    public void Forget(Guid symbolId) => _written.AddOrUpdate(symbolId, 1, (_, writes) => writes + 1);

    /// <inheritdoc/>
    public void Dispose()
    {
        _heads.Dispose();
        _bars.Dispose();
    }

    private static long? KnownTo(SeriesHead head) => head is { CheckedAt: { } checkedAt, Source: not ("import" or FeedNames.Folder) }
        ? Math.Max(head.Last, checkedAt - (head.Source is FeedNames.Binance or FeedNames.Demo ? 0 : (long)Delay.TotalMilliseconds))
        : null;

    private string AgeOf(SeriesHead head)
    {
        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(head.Last);
        var words = age.TotalDays >= 2 ? $"{age.TotalDays:0} days" : age.TotalHours >= 2 ? $"{age.TotalHours:0} hours" : $"{age.TotalMinutes:0} minutes";
        return $"the stored bars serve: the last opened {words} ago, at {ToText(head.Last)} UTC";
    }

    private static string ToText(long time) => BarStore.ToTime(time).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<SeriesHead>> HeadsAsync(Caller caller, Guid symbolId, CancellationToken cancellationToken)
    {
        var written = _written.GetValueOrDefault(symbolId);
        return (await _heads.GetOrCreateAsync((caller.UserId, symbolId, written), entry =>
        {
            entry.SetSize(1).SetAbsoluteExpiration(Freshness);
            return store.SeriesAsync(caller, symbolId, cancellationToken);
        }).ConfigureAwait(false))!;
    }

    private async Task<BarSeries> ReadAsync(Caller caller, SeriesHead head, int count, long? from, long? until, long most, CancellationToken cancellationToken)
    {
        var end = until is { } last ? last + 1 : long.MaxValue;
        if (from is not { } start) return await store.LastAsync(caller, head, count, end, cancellationToken).ConfigureAwait(false);
        var after = await store.BetweenAsync(caller, head, start, end, most, cancellationToken).ConfigureAwait(false);
        if (after.Count == most) return after;
        var before = await store.LastAsync(caller, head, count, Math.Min(start, end), cancellationToken).ConfigureAwait(false);
        if (before.Count == 0) return after;
        if (after.Count == 0) return before;
        return BarSeries.FromArrays([.. before.Time, .. after.Time], [.. before.Open, .. after.Open], [.. before.High, .. after.High], [.. before.Low, .. after.Low], [.. before.Close, .. after.Close], [.. before.Volume, .. after.Volume]);
    }

    /// <summary>The series that serves a timeframe: its own, else the longest shorter one that fits into it.</summary>
    internal static SeriesHead? Best(IReadOnlyList<SeriesHead> heads, Timeframe timeframe) =>
        Resampler.SourceOf(timeframe, heads.Select(h => h.Timeframe)) is { } source ? heads.First(h => h.Timeframe == source) : null;

    /// <summary>Shorter bars in a longer one, and a few for its first, which must be whole.</summary>
    private static int PerBar(Timeframe from, Timeframe to) => (int)Math.Min(to.Duration.Ticks / from.Duration.Ticks, int.MaxValue / 2) + 1;
}
