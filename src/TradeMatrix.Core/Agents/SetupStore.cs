using Microsoft.EntityFrameworkCore;
using TradeMatrix.Analysis.Setups;
using TradeMatrix.Core.Storage;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Agents;

/// <summary>Setups that agents found. Users see their own; only agents write.</summary>
public sealed class SetupStore(Database database)
{
    /// <summary>Keeps a setup, unless the same is kept already.</summary>
    /// <returns>The row that is kept, and whether it is new.</returns>
    public async Task<(StoredSetup Setup, bool IsNew)> AddAsync(StoredSetup setup, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(Caller.Service, (TradeMatrixContext db) =>
            {
                db.Add(setup);
                return db.SaveChangesAsync(cancellationToken);
            }, cancellationToken).ConfigureAwait(false);
            return (setup, true);
        }
        catch (DbUpdateException e) when (DatabaseFailure.IsDuplicate(e))
        {
            return (await database.ReadAsync(Caller.Service, db => db.Setups.AsNoTracking().SingleAsync(
                s => s.UserId == setup.UserId && s.SymbolId == setup.SymbolId && s.Strategy == setup.Strategy && s.Side == setup.Side && s.DetectedAt == setup.DetectedAt, cancellationToken), cancellationToken).ConfigureAwait(false), false);
        }
    }

    /// <summary>Notes the picture of a setup.</summary>
    public Task SetSnapshotAsync(Guid id, Guid snapshot, CancellationToken cancellationToken) => database.WriteAsync(
        Caller.Service, (TradeMatrixContext db) => (Task)db.Setups.Where(s => s.Id == id).ExecuteUpdateAsync(u => u.SetProperty(s => s.SnapshotId, snapshot), cancellationToken), cancellationToken);

    /// <summary>Whether any setup waits or runs.</summary>
    public Task<bool> AnyAliveAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(Caller.Service, db => db.Setups.AnyAsync(s => s.Status == SetupStatus.Pending || s.Status == SetupStatus.EntryHit, cancellationToken), cancellationToken);

    /// <summary>Setups that wait or run, with their symbols.</summary>
    public Task<List<StoredSetup>> AliveAsync(CancellationToken cancellationToken) => database.ReadAsync(
        Caller.Service,
        db => db.Setups.AsNoTracking().Include(s => s.Symbol).Where(s => s.Status == SetupStatus.Pending || s.Status == SetupStatus.EntryHit).OrderBy(s => s.SymbolId).ThenBy(s => s.CreatedAt).ToListAsync(cancellationToken),
        cancellationToken);

    /// <summary>Takes over how far a setup has come, unless another was quicker.</summary>
    /// <param name="before">The setup as it was read.</param>
    /// <param name="progress">How far it has come since.</param>
    /// <param name="lastPrice">Close of the last bar.</param>
    public Task AdvanceAsync(StoredSetup before, SetupProgress progress, double? lastPrice, CancellationToken cancellationToken) => database.WriteAsync(Caller.Service, async (TradeMatrixContext db) =>
    {
        if (await db.Setups.FirstOrDefaultAsync(s => s.Id == before.Id && s.Status == before.Status && s.CheckedTo == before.CheckedTo, cancellationToken).ConfigureAwait(false) is not { } row) return;
        row.Advance(progress, lastPrice);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }, cancellationToken);

    /// <summary>The caller's setups, newest first.</summary>
    /// <param name="symbolIds">Only of these symbols; null for all.</param>
    /// <param name="isAlive">Only those that wait or run, or only the others; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="after">Begins after this one; null for the newest.</param>
    public Task<Page<StoredSetup>> ListAsync(Caller caller, IReadOnlyList<Guid>? symbolIds, bool? isAlive, int limit, PageCursor? after, CancellationToken cancellationToken) => database.ReadAsync(caller, async db =>
    {
        var all = db.Setups.AsNoTracking().Include(s => s.Symbol).AsQueryable();
        if (caller.UserId is { } user) all = all.Where(s => s.UserId == user);
        if (symbolIds is not null) all = all.Where(s => symbolIds.Contains(s.SymbolId));
        if (isAlive is { } alive) all = all.Where(s => (s.Status == SetupStatus.Pending || s.Status == SetupStatus.EntryHit) == alive);
        if (after is not null) all = all.Where(s => s.CreatedAt <= after.At && (s.CreatedAt < after.At || s.Id.CompareTo(after.Id) < 0));
        var rows = await all.OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id).Take(limit + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
        return Page<StoredSetup>.Of(rows, limit, s => new PageCursor(s.CreatedAt, s.Id));
    }, cancellationToken);

    /// <summary>Ends a setup of the caller's own.</summary>
    /// <exception cref="ServiceException">There is none that waits or runs.</exception>
    public async Task CancelAsync(Caller caller, Guid id, DateTime now, CancellationToken cancellationToken)
    {
        var ended = await database.WriteAsync(Caller.Service, db => db.Setups
            .Where(s => s.Id == id && s.UserId == caller.UserId && (s.Status == SetupStatus.Pending || s.Status == SetupStatus.EntryHit))
            .ExecuteUpdateAsync(u => u.SetProperty(s => s.Status, SetupStatus.Cancelled).SetProperty(s => s.ClosedAt, now), cancellationToken), cancellationToken).ConfigureAwait(false);
        if (ended == 0) throw new ServiceException(ErrorCode.NotFound, $"setup: '{id}' must be a setup of the caller's own that waits or runs");
    }
}
