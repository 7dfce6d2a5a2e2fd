using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Storage;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Symbols;

/// <summary>The shared catalogue: instruments and aliases that every installation begins with.</summary>
public sealed class SymbolCatalogue(Database database, TimeProvider clock)
{
    /// <summary>Adds the entries and aliases that are missing; what somebody changed stays.</summary>
    /// <returns>How many entries were added.</returns>
    public Task<int> SeedAsync(CancellationToken cancellationToken) => database.WriteAsync(Caller.Service, async db =>
    {
        // Two that seed at once would both find the same missing.
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('catalogue'))", cancellationToken).ConfigureAwait(false);
        var known = await db.Symbols.Where(s => s.UserId == null).ToDictionaryAsync(s => s.Symbol.ToUpperInvariant(), StringComparer.Ordinal, cancellationToken).ConfigureAwait(false);
        var aliases = (await db.Aliases.Where(a => a.Symbol.UserId == null).Select(a => new { a.SymbolId, a.Namespace, a.Alias }).ToListAsync(cancellationToken).ConfigureAwait(false))
            .Select(a => (a.SymbolId, a.Namespace, a.Alias)).ToHashSet();
        var (now, added) = (clock.GetUtcNow().UtcDateTime, 0);
        foreach (var entry in Load())
        {
            if (!known.TryGetValue(entry.Symbol.ToUpperInvariant(), out var symbol))
            {
                symbol = new MarketSymbol
                {
                    Id = IdOf(entry.Symbol), Vendor = "catalogue", Symbol = entry.Symbol, Alias = entry.Alias, Type = entry.Type, Exchange = entry.Exchange, TickSize = entry.TickSize,
                    Timezone = entry.Timezone, TvSymbol = First(SymbolNamespace.TradingView), ApiSymbol = First(SymbolNamespace.Yahoo) ?? First(SymbolNamespace.TwelveData), CreatedAt = now, UpdatedAt = now,
                };
                db.Add(symbol);
                added++;
            }
            foreach (var (space, names) in entry.Aliases)
            {
                for (var i = 0; i < names.Count; i++)
                {
                    if (aliases.Add((symbol.Id, space, names[i]))) db.Add(new SymbolAlias { SymbolId = symbol.Id, Namespace = space, Alias = names[i], Priority = i });
                }
            }

            string? First(string space) => entry.Aliases.TryGetValue(space, out var names) ? names[0] : null;
        }
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return added;
    }, cancellationToken);

    internal static IReadOnlyList<CatalogueEntry> Load()
    {
        using var stream = typeof(SymbolCatalogue).Assembly.GetManifestResourceStream("catalogue.json")!;
        return JsonSerializer.Deserialize<IReadOnlyList<CatalogueEntry>>(stream, JsonSerializerOptions.Web)!;
    }

    /// <summary>The same on every installation, so that two that seed at once agree.</summary>
    private static Guid IdOf(string symbol) => new(SHA256.HashData(Encoding.UTF8.GetBytes("catalogue " + symbol)).AsSpan(0, 16));
}
