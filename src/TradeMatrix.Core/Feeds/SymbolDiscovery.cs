using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Feeds;

/// <summary>Looks up in the enabled feeds a symbol that the database does not have, and adds it to the shared catalogue when one has bars of it.</summary>
public sealed partial class SymbolDiscovery(FeedCalls calls, SymbolStore symbols, BarStore store, Database database, TimeProvider clock, ILogger<SymbolDiscovery> logger) : IDisposable
{
    /// <summary>How long a name is taken for unknown, so that nobody can use up a vendor's calls with it.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly SharedWork<string, MarketSymbol?> _work = new();
    private readonly MemoryCache _unknown = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>The symbol of a name, by the first feed that has bars of it. Several that ask at once share the look-up.</summary>
    /// <param name="name"><c>EXCHANGE:TICKER</c> or a ticker, in any case.</param>
    /// <param name="timeframe">Timeframe of the bars that are wanted first.</param>
    /// <returns>An entry of the catalogue; null when no feed knows the name.</returns>
    public Task<MarketSymbol?> DiscoverAsync(string name, Timeframe timeframe, CancellationToken cancellationToken)
    {
        var upper = name.Trim().ToUpperInvariant();
        if (SymbolEdit.CheckSymbol(upper) is not null || SymbolForms.Of(upper) is not { } forms || IsUnknown(upper)) return Task.FromResult<MarketSymbol?>(null);
        return _work.RunAsync(upper, () => LookUpAsync(upper, forms, timeframe), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _unknown.Dispose();

    private bool IsUnknown(string name) => _unknown.TryGetValue(name, out DateTimeOffset until) && until > clock.GetUtcNow();

    private async Task<MarketSymbol?> LookUpAsync(string name, SymbolForms forms, Timeframe timeframe)
    {
        if (await symbols.ResolveAsync(Caller.Service, name, CancellationToken.None).ConfigureAwait(false) is { } known) return known;
        var (isAsked, hasFailed) = (false, false);
        foreach (var feed in calls.Feeds)
        {
            if (!forms.ByFeed.TryGetValue(feed.Name, out var form) || Resampler.SourceOf(timeframe, feed.Timeframes) is not { } native) continue;
            isAsked = true;
            try
            {
                var answer = await calls.LatestAsync(feed, form, native, null, CancellationToken.None).ConfigureAwait(false);
                if (answer.Bars.Count > 0) return await AddAsync(name, forms, feed, form, native, answer.Bars).ConfigureAwait(false);
            }
            catch (FeedException e)
            {
                hasFailed |= e.Kind is not (FeedFailure.UnknownSymbol or FeedFailure.NotInPlan);
            }
        }
        // One that failed may know it; it rests by itself.
        if (isAsked && !hasFailed) _unknown.Set(name, clock.GetUtcNow() + Memory, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Memory });
        return null;
    }

    private async Task<MarketSymbol> AddAsync(string name, SymbolForms forms, IFeed feed, string form, Timeframe timeframe, BarSeries bars)
    {
        var edit = new SymbolEdit
        {
            Vendor = feed.Name, Type = forms.Type, Exchange = forms.Exchange, Timezone = forms.Zone, TickSize = TickSizes.Of(bars),
            TvSymbol = ExchangeCalendar.ExchangeOf(name).Length > 0 ? name : null,
            Aliases = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [feed.SymbolNamespace] = [form] },
        };
        MarketSymbol added;
        try
        {
            added = await symbols.AddAsync(Caller.Service, name, edit, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ServiceException { Code: ErrorCode.Conflict } or DbUpdateException)
        {
            // Another process was first, and stores the bars.
            if (await StoredAsync(name).ConfigureAwait(false) is { } first) return first;
            throw;
        }
        await store.WriteAsync(Caller.Service, added, timeframe, bars, feed.Name, CancellationToken.None).ConfigureAwait(false);
        LogFound(added.Symbol, feed.Name, form);
        return added;
    }

    private Task<MarketSymbol?> StoredAsync(string name) => database.ReadAsync(
        Caller.Service, db => db.Symbols.AsNoTracking().FirstOrDefaultAsync(s => s.UserId == null && s.Symbol.ToUpper() == name, CancellationToken.None), CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Symbol} was found at {Feed} as {Form}")]
    private partial void LogFound(string symbol, string feed, string form);
}
