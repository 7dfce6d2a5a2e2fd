using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Alerts;

/// <summary>Which levels users want to hear of.</summary>
public sealed class AlertSubscriptions(Database database, SymbolStore symbols, TimeProvider clock)
{
    /// <summary>The caller's subscriptions with their symbols.</summary>
    public async Task<IReadOnlyList<AlertSubscription>> ListAsync(Caller caller, CancellationToken cancellationToken) => await database.ReadAsync(
        caller, db => db.AlertSubscriptions.AsNoTracking().Include(s => s.Symbol).OrderBy(s => s.Symbol.Symbol).ThenBy(s => s.Id).ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <summary>Subscribes to a symbol, or changes the subscription; what is null stays, or is the default: yesterday's high and low on, the pivot off.</summary>
    /// <exception cref="ServiceException">There is no such symbol.</exception>
    public async Task<AlertSubscription> SetAsync(Caller caller, string symbol, bool? yesterdayHigh, bool? yesterdayLow, bool? pivot, CancellationToken cancellationToken)
    {
        var owner = caller.UserId ?? throw new ForbiddenException("user: a subscription must be a user's");
        var found = await StoredAsync(caller, symbol, cancellationToken).ConfigureAwait(false);
        return await database.WriteAsync(caller, async db =>
        {
            // A subscription to the catalogue's entry, of which the user got a copy since, goes over to the copy.
            await db.AlertSubscriptions.Where(s => s.UserId == owner && s.SymbolId == found.CatalogueId && !db.AlertSubscriptions.Any(o => o.UserId == owner && o.SymbolId == found.Id))
                .ExecuteUpdateAsync(u => u.SetProperty(s => s.SymbolId, found.Id), cancellationToken).ConfigureAwait(false);
            // Of two who subscribe at once the second changes what the first made.
            var (id, now) = (Guid.NewGuid(), clock.GetUtcNow().UtcDateTime);
            await db.Database.ExecuteSqlAsync($"INSERT INTO alert_subscriptions (id, user_id, symbol_id, created_at) VALUES ({id}, {owner}, {found.Id}, {now}) ON CONFLICT (user_id, symbol_id) DO NOTHING", cancellationToken).ConfigureAwait(false);
            var row = await db.AlertSubscriptions.Include(s => s.Symbol).SingleAsync(s => s.SymbolId == found.Id && s.UserId == owner, cancellationToken).ConfigureAwait(false);
            row.YesterdayHighEnabled = yesterdayHigh ?? row.YesterdayHighEnabled;
            row.YesterdayLowEnabled = yesterdayLow ?? row.YesterdayLowEnabled;
            row.PivotPointEnabled = pivot ?? row.PivotPointEnabled;
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return row;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends a subscription.</summary>
    /// <exception cref="ServiceException">There is none.</exception>
    public async Task DeleteAsync(Caller caller, string symbol, CancellationToken cancellationToken)
    {
        var found = await StoredAsync(caller, symbol, cancellationToken).ConfigureAwait(false);
        var removed = await database.WriteAsync(caller, db => db.AlertSubscriptions.Where(s => (s.SymbolId == found.Id || s.SymbolId == found.CatalogueId) && s.UserId == caller.UserId).ExecuteDeleteAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        if (removed == 0) throw new ServiceException(ErrorCode.NotFound, $"symbol: '{symbol}' must be subscribed to");
    }

    /// <summary>Whether anybody has subscribed to anything.</summary>
    internal Task<bool> AnyAsync(CancellationToken cancellationToken) => database.ReadAsync(Caller.Service, db => db.AlertSubscriptions.AnyAsync(cancellationToken), cancellationToken);

    /// <summary>All subscriptions to enabled symbols, each with the symbol as its user sees it: the own copy where there is one, though the subscription is to the catalogue's entry.</summary>
    internal Task<IReadOnlyList<(MarketSymbol Symbol, IReadOnlyList<AlertSubscription> Subscribed)>> BySymbolAsync(CancellationToken cancellationToken) => database.ReadAsync(Caller.Service, async db =>
    {
        var all = await db.AlertSubscriptions.AsNoTracking().Include(s => s.Symbol).OrderBy(s => s.CreatedAt).ThenBy(s => s.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var copies = (await db.Symbols.AsNoTracking().Where(c => db.AlertSubscriptions.Any(s => s.UserId == c.UserId && s.SymbolId == c.CatalogueId)).ToListAsync(cancellationToken).ConfigureAwait(false))
            .ToLookup(c => (c.UserId, Entry: c.CatalogueId!.Value));
        return (IReadOnlyList<(MarketSymbol, IReadOnlyList<AlertSubscription>)>)[.. all
            .Select(s => (Subscription: s, Symbol: copies[(s.UserId, s.SymbolId)].FirstOrDefault() ?? s.Symbol)).Where(s => s.Symbol.Active).GroupBy(s => s.Symbol.Id)
            .Select(g => (g.First().Symbol, (IReadOnlyList<AlertSubscription>)[.. g.Select(s => s.Subscription)]))];
    }, cancellationToken);

    /// <summary>Notes how far was looked.</summary>
    internal Task AdvanceAsync(IReadOnlyList<Guid> ids, DateTime to, CancellationToken cancellationToken) => database.WriteAsync(
        Caller.Service, (TradeMatrixContext db) => (Task)db.AlertSubscriptions.Where(s => ids.Contains(s.Id)).ExecuteUpdateAsync(u => u.SetProperty(s => s.CheckedTo, to), cancellationToken), cancellationToken);

    private async Task<MarketSymbol> StoredAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        var found = await symbols.GetAsync(caller, name, cancellationToken).ConfigureAwait(false);
        return found.IsStored ? found : await symbols.OwnAsync(caller, name, cancellationToken).ConfigureAwait(false);
    }
}
