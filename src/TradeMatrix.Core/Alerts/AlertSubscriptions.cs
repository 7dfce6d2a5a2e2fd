using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Alerts.Rules;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Alerts;

/// <summary>Which levels users want to hear of, and the alerts when prices touch them.</summary>
public sealed class AlertSubscriptions(Database database, SymbolStore symbols, AlertService alerts, TimeProvider clock)
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

    /// <summary>Raises the alerts of a price for all who subscribed to a symbol.</summary>
    /// <param name="symbol">The symbol: a catalogue entry, or a user's own.</param>
    /// <param name="price">The price now.</param>
    /// <param name="levels">The levels that hold today.</param>
    /// <param name="chart">The chart to send along; null for none.</param>
    /// <param name="cancellationToken">Ends the work between two alerts.</param>
    /// <returns>Alerts that were raised; repetitions are not counted.</returns>
    public async Task<int> CheckAsync(MarketSymbol symbol, decimal price, AlertLevels levels, ChartRequest? chart, CancellationToken cancellationToken)
    {
        var subscribed = await database.ReadAsync(Caller.Service, db => db.AlertSubscriptions.AsNoTracking().Where(s => s.SymbolId == symbol.Id).ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        var raised = 0;
        foreach (var subscription in subscribed)
        {
            foreach (var draft in LiquidityTouch.Check(subscription, symbol, price, levels))
            {
                if (await alerts.RaiseAsync(subscription.UserId, draft with { Chart = chart }, cancellationToken).ConfigureAwait(false) is not null) raised++;
            }
        }
        return raised;
    }

    private async Task<MarketSymbol> StoredAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        var found = await symbols.GetAsync(caller, name, cancellationToken).ConfigureAwait(false);
        return found.IsStored ? found : await symbols.OwnAsync(caller, name, cancellationToken).ConfigureAwait(false);
    }
}
