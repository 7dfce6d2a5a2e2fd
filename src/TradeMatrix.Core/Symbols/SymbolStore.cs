using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Core.Storage;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Symbols;

/// <summary>
/// Symbols by any of their names. A user sees own symbols and the shared catalogue; to change an entry of the catalogue,
/// or to give it bars or a configuration, the user gets a copy of it, which from then on answers to its names.
/// </summary>
public sealed class SymbolStore(Database database, SnapshotStore snapshots, TimeProvider clock) : IDisposable
{
    /// <summary>How long another process's change may go unseen.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly MemoryCache _resolved = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>The symbol of a name, in any case and in any namespace's form; null when there is none.</summary>
    public async Task<MarketSymbol?> ResolveAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        var wanted = name.Trim();
        var key = (caller.UserId, wanted.ToUpperInvariant());
        if (_resolved.TryGetValue(key, out MarketSymbol? known)) return known;
        var found = await database.ReadAsync(caller, db => FindAsync(db, wanted, cancellationToken), cancellationToken).ConfigureAwait(false);
        return _resolved.Set(key, found, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Freshness });
    }

    /// <summary>As <see cref="ResolveAsync"/>.</summary>
    /// <exception cref="ServiceException">There is none.</exception>
    public async Task<MarketSymbol> GetAsync(Caller caller, string name, CancellationToken cancellationToken) =>
        await ResolveAsync(caller, name, cancellationToken).ConfigureAwait(false) ?? throw ServiceException.UnknownSymbol(name);

    /// <summary>Own symbols and those of the catalogue that the caller has no copy of, by symbol.</summary>
    public async Task<IReadOnlyList<MarketSymbol>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var all = await database.ReadAsync(caller, db => db.Symbols.AsNoTracking().OrderBy(s => s.Symbol).ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        if (caller.IsService) return all;
        var copied = all.Where(s => s.UserId is not null && s.CatalogueId is not null).Select(s => s.CatalogueId!.Value).ToHashSet();
        return [.. all.Where(s => !copied.Contains(s.Id))];
    }

    /// <summary>Under which exchanges and names the symbols of <see cref="ListAsync"/> are listed: by TradingView's names, else by their own exchange.</summary>
    public async Task<IReadOnlyList<SymbolListing>> ListingsAsync(Caller caller, CancellationToken cancellationToken)
    {
        var all = await ListAsync(caller, cancellationToken).ConfigureAwait(false);
        var aliases = await database.ReadAsync(caller, db => db.Aliases.AsNoTracking().Where(a => a.Namespace == SymbolNamespace.TradingView).ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        var names = aliases.ToLookup(a => a.SymbolId, a => a.Alias);
        return [.. all.Where(s => s.Active).SelectMany(s =>
        {
            var tradingView = names[s.Id].Concat(s.CatalogueId is { } entry ? names[entry] : []).Append(s.TvSymbol).OfType<string>().Append(s.Symbol)
                .Where(n => n.Contains(':', StringComparison.Ordinal)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            return tradingView.Count > 0
                ? tradingView.Select(n => new SymbolListing(n[..n.IndexOf(':')].ToUpperInvariant(), n[(n.IndexOf(':') + 1)..], s))
                : s.Exchange is { } exchange ? [new SymbolListing(exchange.ToUpperInvariant(), s.Symbol, s)] : [];
        })];
    }

    /// <summary>A symbol's names by namespace, the preferred one first; those of its catalogue entry where it has none.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> AliasesAsync(Caller caller, MarketSymbol symbol, CancellationToken cancellationToken)
    {
        var aliases = await database.ReadAsync(caller, db => db.Aliases.AsNoTracking().Where(a => a.SymbolId == symbol.Id || a.SymbolId == symbol.CatalogueId)
            .OrderBy(a => a.Priority).ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return aliases.GroupBy(a => a.Namespace, StringComparer.Ordinal).ToDictionary(
            g => g.Key, g => (IReadOnlyList<string>)[.. g.OrderBy(a => a.SymbolId == symbol.Id ? 0 : 1).Select(a => a.Alias).Distinct(StringComparer.OrdinalIgnoreCase)], StringComparer.Ordinal);
    }

    /// <summary>Adds a symbol of the caller's own; the service's goes to the catalogue.</summary>
    /// <exception cref="ServiceException">A field is wrong, or the caller has the symbol already.</exception>
    public async Task<MarketSymbol> AddAsync(Caller caller, string symbol, SymbolEdit edit, CancellationToken cancellationToken)
    {
        var problems = new List<SpecProblem>();
        if (SymbolEdit.CheckSymbol(symbol) is { } problem) problems.Add(problem);
        edit.Check(problems);
        if (problems.Count > 0) throw ServiceException.Invalid(problems);
        var exists = new ServiceException(ErrorCode.Conflict, $"symbol: '{symbol}' must not exist yet");
        try
        {
            var added = await database.WriteAsync(caller, db => InsertAsync(db, caller, symbol, edit, exists, cancellationToken), cancellationToken).ConfigureAwait(false);
            _resolved.Clear();
            return added;
        }
        catch (Exception e) when (DatabaseFailure.IsDuplicate(e))
        {
            throw exists; // since it was looked for
        }
    }

    /// <summary>Changes a symbol. An entry of the catalogue is copied first, unless the service changes it.</summary>
    /// <exception cref="ServiceException">There is none, or a field is wrong.</exception>
    public async Task<MarketSymbol> UpdateAsync(Caller caller, string name, SymbolEdit edit, CancellationToken cancellationToken)
    {
        var problems = new List<SpecProblem>();
        edit.Check(problems);
        if (problems.Count > 0) throw ServiceException.Invalid(problems);
        return await ChangeAsync(caller, name, (db, row) => ApplyAsync(db, row, edit, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets a symbol's chart configuration, which must be valid. An entry of the catalogue is copied first, unless the service changes it.</summary>
    /// <exception cref="ServiceException">There is no such symbol.</exception>
    public Task<MarketSymbol> ConfigureAsync(Caller caller, string name, string chartConfig, CancellationToken cancellationToken) => ChangeAsync(caller, name, async (db, row) =>
    {
        (row.ChartConfig, row.UpdatedAt) = (chartConfig, Now);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }, cancellationToken);

    /// <summary>The caller's own row of a symbol: itself, or a copy of a catalogue entry made now.</summary>
    /// <exception cref="ServiceException">There is no such symbol.</exception>
    public Task<MarketSymbol> OwnAsync(Caller caller, string name, CancellationToken cancellationToken) =>
        ChangeAsync(caller, name, (db, _) => db.SaveChangesAsync(cancellationToken), cancellationToken);

    /// <summary>The row of a symbol; one that is in no database is added as the caller's own, so that snapshots can belong to it.</summary>
    internal async Task<MarketSymbol> StoredAsync(Caller caller, MarketSymbol symbol, CancellationToken cancellationToken)
    {
        if (symbol.IsStored) return symbol;
        try
        {
            return await AddAsync(caller, symbol.Symbol, new SymbolEdit { Vendor = symbol.Vendor, Exchange = symbol.Exchange, Timezone = symbol.Timezone, TvSymbol = symbol.Symbol.Contains(':', StringComparison.Ordinal) ? symbol.Symbol : null }, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException e) when (e.Code == ErrorCode.Conflict)
        {
            return await GetAsync(caller, symbol.Symbol, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes a symbol of the caller's own with its bars and snapshots.</summary>
    /// <exception cref="ServiceException">There is none, or it belongs to the catalogue.</exception>
    public async Task DeleteAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(caller, db => FindAsync(db, name.Trim(), cancellationToken), cancellationToken).ConfigureAwait(false) ?? throw ServiceException.UnknownSymbol(name);
        if (row.UserId != caller.UserId) throw new ServiceException(ErrorCode.Forbidden, $"symbol: '{row.Symbol}' belongs to the shared catalogue; disable it instead");
        // Their rows would go with the symbol's, but not their bytes.
        await snapshots.DeleteAllAsync(caller, row.Id, cancellationToken).ConfigureAwait(false);
        await database.WriteAsync(caller, db => db.Symbols.Where(s => s.Id == row.Id).ExecuteDeleteAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        _resolved.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => _resolved.Dispose();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<MarketSymbol> InsertAsync(TradeMatrixContext db, Caller caller, string symbol, SymbolEdit edit, ServiceException exists, CancellationToken cancellationToken)
    {
        var forms = SymbolName.Forms(symbol);
        if (await db.Symbols.AnyAsync(s => s.UserId == caller.UserId && forms.Contains(s.Symbol.ToUpper()), cancellationToken).ConfigureAwait(false)) throw exists;
        var entry = caller.IsService ? null : await db.Symbols.FirstOrDefaultAsync(s => s.UserId == null && forms.Contains(s.Symbol.ToUpper()), cancellationToken).ConfigureAwait(false);
        var row = entry is null ? new MarketSymbol { Id = Guid.NewGuid(), UserId = caller.UserId, Symbol = symbol, CreatedAt = Now } : CopyOf(entry, caller);
        db.Add(row);
        await ApplyAsync(db, row, edit, cancellationToken).ConfigureAwait(false);
        return row;
    }

    private async Task<MarketSymbol> ChangeAsync(Caller caller, string name, Func<TradeMatrixContext, MarketSymbol, Task> change, CancellationToken cancellationToken)
    {
        MarketSymbol changed;
        try
        {
            changed = await database.WriteAsync(caller, OnceAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (DatabaseFailure.IsDuplicate(e))
        {
            // Another made the copy since it was looked for; now it is there.
            changed = await database.WriteAsync(caller, OnceAsync, cancellationToken).ConfigureAwait(false);
        }
        _resolved.Clear();
        return changed;

        async Task<MarketSymbol> OnceAsync(TradeMatrixContext db)
        {
            var row = await FindAsync(db, name.Trim(), cancellationToken).ConfigureAwait(false) ?? throw ServiceException.UnknownSymbol(name);
            if (row.UserId == caller.UserId)
                db.Attach(row);
            else
                db.Add(row = CopyOf(row, caller));
            await change(db, row).ConfigureAwait(false);
            return row;
        }
    }

    private MarketSymbol CopyOf(MarketSymbol entry, Caller caller) => new()
    {
        Id = Guid.NewGuid(), UserId = caller.UserId, CatalogueId = entry.Id, Vendor = entry.Vendor, Symbol = entry.Symbol, Alias = entry.Alias, Type = entry.Type, Exchange = entry.Exchange,
        TickSize = entry.TickSize, Timezone = entry.Timezone, Active = entry.Active, ApiSymbol = entry.ApiSymbol, TvSymbol = entry.TvSymbol, ChartConfig = entry.ChartConfig, CreatedAt = Now, UpdatedAt = Now,
    };

    private async Task ApplyAsync(TradeMatrixContext db, MarketSymbol row, SymbolEdit edit, CancellationToken cancellationToken)
    {
        row.Vendor = edit.Vendor ?? row.Vendor;
        row.Alias = edit.Alias ?? row.Alias;
        row.Type = edit.Type ?? row.Type;
        row.Exchange = edit.Exchange ?? row.Exchange;
        row.TickSize = edit.TickSize ?? row.TickSize;
        row.Timezone = edit.Timezone ?? row.Timezone;
        row.Active = edit.Active ?? row.Active;
        row.ApiSymbol = edit.ApiSymbol ?? row.ApiSymbol;
        row.TvSymbol = edit.TvSymbol ?? row.TvSymbol;
        row.UpdatedAt = Now;
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (space, names) in edit.Aliases ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            await db.Aliases.Where(a => a.SymbolId == row.Id && a.Namespace == space).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            db.AddRange(names.Distinct(StringComparer.Ordinal).Select((alias, i) => new SymbolAlias { SymbolId = row.Id, Namespace = space, Alias = alias, Priority = i }));
        }
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Own names come before the catalogue's, symbols before aliases, and a copy before the entry that it was made from.</summary>
    private static async Task<MarketSymbol?> FindAsync(TradeMatrixContext db, string name, CancellationToken cancellationToken)
    {
        if (name.Length is 0 or > 80 || name.Contains('\0', StringComparison.Ordinal)) return null;
        var forms = SymbolName.Forms(name);
        var bySymbol = await db.Symbols.AsNoTracking().Where(s => forms.Contains(s.Symbol.ToUpper()) || forms.Contains(s.TvSymbol!.ToUpper()) || forms.Contains(s.ApiSymbol!.ToUpper())).ToListAsync(cancellationToken).ConfigureAwait(false);
        var byAlias = await db.Aliases.AsNoTracking().Where(a => forms.Contains(a.Alias.ToUpper())).Include(a => a.Symbol).ToListAsync(cancellationToken).ConfigureAwait(false);
        var found = bySymbol.Select(s => (Row: s, Order: string.Equals(s.Symbol, name, StringComparison.OrdinalIgnoreCase) ? -2 : -1))
            .Concat(byAlias.Select(a => (Row: a.Symbol, Order: (SymbolNamespace.All.ToList().IndexOf(a.Namespace) * 100) + a.Priority)))
            .Where(f => !db.Caller.IsService || f.Row.UserId is null)
            .OrderBy(f => f.Row.UserId is null ? 1 : 0).ThenBy(f => f.Order)
            .Select(f => f.Row).FirstOrDefault();
        if (found is not { UserId: null } || db.Caller.IsService) return found;
        return await db.Symbols.AsNoTracking().FirstOrDefaultAsync(s => s.CatalogueId == found.Id && s.UserId == db.Caller.UserId, cancellationToken).ConfigureAwait(false) ?? found;
    }
}
