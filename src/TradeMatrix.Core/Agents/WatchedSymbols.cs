using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Agents;

/// <summary>
/// The symbols that agents look at: each user's enabled ones that have bars, and for the person of an embedded installation
/// those of the catalogue too. Made-up bars of the demo do not count.
/// </summary>
public sealed class WatchedSymbols(Database database, SymbolStore symbols, ServiceSettings settings)
{
    /// <summary>All of them, by owner and symbol.</summary>
    /// <param name="names">Only these, by any of their names; empty for all.</param>
    /// <exception cref="ServiceException">A name is nobody's.</exception>
    public async Task<IReadOnlyList<Watched>> ListAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var all = await database.ReadAsync(Caller.Service, async db =>
        {
            var withBars = (await db.Series.Where(s => s.Source != FeedNames.Demo && s.Count > 0).Select(s => s.SymbolId).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet();
            var rows = await db.Symbols.AsNoTracking().Where(s => s.UserId != null || settings.IsEmbedded).OrderBy(s => s.UserId).ThenBy(s => s.Symbol).ToListAsync(cancellationToken).ConfigureAwait(false);
            // Charts are drawn by name, and an own symbol answers to its name before the catalogue does.
            var own = rows.Where(s => s.UserId == Caller.Local.UserId).SelectMany(s => (string[])[s.Symbol, rows.Find(r => r.Id == s.CatalogueId)?.Symbol ?? s.Symbol]).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return rows.Where(s => s.Active && !(s.UserId is null && own.Contains(s.Symbol)) && (withBars.Contains(s.Id) || (s.CatalogueId is { } entry && withBars.Contains(entry))))
                .Select(s => new Watched(s.UserId is { } user && user != Caller.Local.UserId ? Caller.User(user) : Caller.Local, s)).ToList();
        }, cancellationToken).ConfigureAwait(false);
        if (names.Count == 0) return all;

        var wanted = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            var symbol = (await symbols.ResolveAsync(Caller.Service, name, cancellationToken).ConfigureAwait(false))?.Symbol ?? name;
            if (!all.Exists(w => w.Symbol.Symbol.Equals(symbol, StringComparison.OrdinalIgnoreCase)))
                throw new ServiceException(ErrorCode.InvalidSymbol, $"symbol: '{name}' must be enabled and have bars, other than those of the demo");
            wanted.Add(symbol);
        }
        return all.FindAll(w => wanted.Contains(w.Symbol.Symbol));
    }

    /// <summary>One that was listed before; null when it has gone or was disabled since.</summary>
    public Task<Watched?> FindAsync(Guid owner, Guid symbol, CancellationToken cancellationToken) => database.ReadAsync(Caller.Service, async db =>
        await db.Symbols.AsNoTracking().FirstOrDefaultAsync(s => s.Id == symbol && s.Active, cancellationToken).ConfigureAwait(false) is { } row
            ? new Watched(owner == Caller.Local.UserId ? Caller.Local : Caller.User(owner), row)
            : null, cancellationToken);
}
