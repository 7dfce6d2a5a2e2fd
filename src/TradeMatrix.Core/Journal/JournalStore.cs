using Microsoft.EntityFrameworkCore;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Journal;

/// <summary>Journal entries, each its user's own.</summary>
public sealed class JournalStore(Database database, SymbolStore symbols, TimeProvider clock)
{
    private static readonly string[] Written = [EntryType.Decision, EntryType.Analysis, EntryType.Note];

    /// <summary>Adds a note, a decision or an analysis.</summary>
    /// <exception cref="ServiceException">Fields are wrong; it lists every problem.</exception>
    public async Task<JournalEntry> AddAsync(Caller caller, JournalEdit edit, CancellationToken cancellationToken)
    {
        var entry = new JournalEntry { Id = Guid.NewGuid(), UserId = TradeStore.OwnerOf(caller), EntryType = edit.EntryType?.ToLowerInvariant() ?? EntryType.Note, TradeId = edit.TradeId, CreatedAt = Now, UpdatedAt = Now };
        var problems = edit.ApplyTo(entry);
        if (!Written.Contains(entry.EntryType, StringComparer.Ordinal)) problems.Add(new SpecProblem("entry_type", entry.EntryType, "one of " + string.Join(", ", Written)));
        if (entry.Content.Length == 0 && string.IsNullOrEmpty(entry.Notes)) problems.Add(new SpecProblem("content", "missing", "given, or notes"));
        if (problems.Count > 0) throw ServiceException.Invalid(problems);
        if (entry.Symbol is { } name && await symbols.ResolveAsync(caller, name, cancellationToken).ConfigureAwait(false) is { } found) (entry.Symbol, entry.SymbolId) = (found.Symbol, found.Id);
        return await database.WriteAsync(caller, async db =>
        {
            if (entry.TradeId is { } trade && !await db.Trades.AnyAsync(t => t.Id == trade, cancellationToken).ConfigureAwait(false)) throw ServiceException.Invalid("trade_id", $"{trade}", "a trade of the caller's own");
            db.Add(entry);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return entry;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An entry of the caller's own.</summary>
    /// <exception cref="ServiceException">There is none.</exception>
    public Task<JournalEntry> GetAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync(caller, async db => await db.JournalEntries.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken).ConfigureAwait(false) ?? throw Unknown(id), cancellationToken);

    /// <summary>Changes an entry; of a trade's entry only the notes and what else the user adds.</summary>
    /// <param name="caller">Whose it is.</param>
    /// <param name="id">The entry.</param>
    /// <param name="edit">What to set.</param>
    /// <param name="version">The version that the change is based on; null for whichever there is.</param>
    /// <exception cref="ServiceException">There is none, a field is wrong, or the entry has changed since.</exception>
    public async Task<JournalEntry> EditAsync(Caller caller, Guid id, JournalEdit edit, int? version, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(caller, async db =>
            {
                var entry = await db.JournalEntries.FirstOrDefaultAsync(e => e.Id == id, cancellationToken).ConfigureAwait(false) ?? throw Unknown(id);
                if (version is { } expected && expected != entry.Version) throw Changed(expected);
                var problems = edit.ApplyTo(entry);
                if (problems.Count > 0) throw ServiceException.Invalid(problems);
                (entry.Version, entry.UpdatedAt) = (entry.Version + 1, Now);
                await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return entry;
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Changed(version); // since it was read
        }
    }

    /// <summary>Removes an entry; that of a trade is written again by the next run.</summary>
    /// <exception cref="ServiceException">There is none.</exception>
    public async Task DeleteAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        if (await database.WriteAsync(caller, db => db.JournalEntries.Where(e => e.Id == id).ExecuteDeleteAsync(cancellationToken), cancellationToken).ConfigureAwait(false) == 0) throw Unknown(id);
    }

    /// <summary>The caller's entries, newest first.</summary>
    public Task<Page<JournalEntry>> ListAsync(Caller caller, JournalFilter filter, CancellationToken cancellationToken) => database.ReadAsync(caller, async db =>
    {
        var entries = db.JournalEntries.AsNoTracking();
        if (filter.EntryType is { } type) entries = entries.Where(e => e.EntryType == type);
        if (filter.Symbol?.ToUpperInvariant() is { } symbol) entries = entries.Where(e => e.Symbol!.ToUpper() == symbol);
        if (filter.TradeId is { } trade) entries = entries.Where(e => e.TradeId == trade);
        if (filter.From is { } from) entries = entries.Where(e => e.CreatedAt >= from);
        if (filter.To is { } to) entries = entries.Where(e => e.CreatedAt < to);
        if (filter.After is { } after) entries = entries.Where(e => e.CreatedAt <= after.At && (e.CreatedAt < after.At || e.Id.CompareTo(after.Id) < 0));
        var rows = await entries.OrderByDescending(e => e.CreatedAt).ThenByDescending(e => e.Id).Take(filter.Limit + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
        return Page<JournalEntry>.Of(rows, filter.Limit, e => new PageCursor(e.CreatedAt, e.Id));
    }, cancellationToken);

    /// <summary>Milliseconds are what every database keeps of a time.</summary>
    private DateTime Now => new(clock.GetUtcNow().Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    private static ServiceException Unknown(Guid id) => new(ErrorCode.NotFound, $"entry: '{id}' must be a journal entry of the caller's own");

    private static ServiceException Changed(int? version) =>
        new(ErrorCode.Conflict, "version: the entry has changed since; read it again") { Problems = [new SpecProblem("version", $"{version}", "the entry's version")] };
}
