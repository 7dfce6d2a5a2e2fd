using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Snapshots.Blobs;
using TradeMatrix.Core.Storage;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Snapshots;

/// <summary>
/// Stored pictures: a row in the database and bytes in the blob store. Equal pictures share their bytes. Whoever adds a
/// row or removes bytes holds the lock of the bytes' key, so that a row always has its bytes.
/// </summary>
public sealed class SnapshotStore(Database database, IBlobStore blobs, ServiceSettings settings, TimeProvider clock)
{
    /// <summary>What nobody has written to for so long was left by a crash.</summary>
    private static readonly TimeSpan UnfinishedFor = TimeSpan.FromHours(1);

    /// <summary>Keeps a picture.</summary>
    public async Task<ChartSnapshot> SaveAsync(Caller caller, SnapshotDraft draft, CancellationToken cancellationToken)
    {
        var key = BlobKey.For(draft.Bytes.Span, draft.Format);
        var now = Now;
        var snapshot = new ChartSnapshot
        {
            // Guid.NewGuid takes 122 bits from the system's secure generator: the address cannot be guessed.
            Id = Guid.NewGuid(), SymbolId = draft.SymbolId, UserId = draft.UserId ?? caller.UserId, Timeframe = draft.Timeframe, CreatedByAgent = draft.Agent,
            TriggerType = draft.TriggerType ?? Trigger.Of(draft.Agent), Provider = draft.Provider, StorageKey = key, ContentHash = key[..64], RequestHash = draft.RequestHash, CacheKey = draft.CacheKey, IdempotencyKey = draft.IdempotencyKey,
            Format = draft.Format, Width = draft.Width, Height = draft.Height, Bytes = draft.Bytes.Length, RenderMs = draft.RenderMs, DataAsOf = draft.DataAsOf, Metadata = draft.Metadata.ToJsonString(),
            CreatedAt = now, ExpiresAt = now + (draft.Retention ?? settings.Retention),
        };
        snapshot.ChartUrl = UrlOf(snapshot.Id, draft.Format);
        await PutMissingAsync(key, draft, cancellationToken).ConfigureAwait(false);
        try
        {
            await AddAsync(caller, snapshot, draft, cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException e) when (draft.IdempotencyKey is not null && DatabaseFailure.IsDuplicate(e))
        {
            var owner = snapshot.UserId;
            var before = await database.ReadAsync(caller, db => Own(db).AsNoTracking().SingleAsync(s => s.UserId == owner && s.IdempotencyKey == draft.IdempotencyKey, cancellationToken), cancellationToken).ConfigureAwait(false);
            if ((before.Pinned || before.ExpiresAt > now) && before.StorageKey is { } stored && await blobs.ExistsAsync(stored, cancellationToken).ConfigureAwait(false)) return before;
            // What was made before is no more to be had: this takes its place.
            await RemoveAsync(caller, before.Id, cancellationToken).ConfigureAwait(false);
            await AddAsync(caller, snapshot, draft, cancellationToken).ConfigureAwait(false);
        }
        return snapshot;
    }

    /// <summary>The file of a snapshot, for whoever knows its address; null when there is none.</summary>
    public async Task<SnapshotPicture?> OpenAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = Now;
        var picture = await database.ReadAsync(Caller.Service, async db =>
            await db.Snapshots.Where(s => s.Id == id).Select(s => new { s.StorageKey, s.Format, s.ContentHash, s.ExpiresAt, s.Pinned }).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false) is { } row
                ? (row.StorageKey, Picture: new SnapshotPicture(null, row.Format, row.ContentHash ?? "", row.Pinned ? DateTime.MaxValue : row.ExpiresAt))
                : await db.ExpiredSnapshots.Where(e => e.Id == id).Select(e => (DateTime?)e.ExpiredAt).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false) is { } expired
                    ? (null, new SnapshotPicture(null, "png", "", expired))
                    : default,
            cancellationToken).ConfigureAwait(false);
        if (picture.Picture is null || picture.Picture.ExpiresAt <= now || picture.StorageKey is not { } key) return picture.Picture;
        return await blobs.GetAsync(key, cancellationToken).ConfigureAwait(false) is { } bytes ? picture.Picture with { Bytes = bytes } : null;
    }

    /// <summary>The caller's newest snapshot that a condition fits and that has not expired; null when there is none.</summary>
    public Task<ChartSnapshot?> NewestAsync(Caller caller, System.Linq.Expressions.Expression<Func<ChartSnapshot, bool>> condition, CancellationToken cancellationToken)
    {
        var now = Now;
        return database.ReadAsync(caller, db => Own(db).AsNoTracking().Include(s => s.Symbol).Where(condition).Where(s => s.Pinned || s.ExpiresAt > now)
            .OrderByDescending(s => s.CreatedAt).FirstOrDefaultAsync(cancellationToken), cancellationToken);
    }

    /// <summary>The caller's snapshots that have not expired, newest first.</summary>
    public Task<SnapshotPage> ListAsync(Caller caller, SnapshotFilter filter, CancellationToken cancellationToken) => database.ReadAsync(caller, async db =>
    {
        var now = Now;
        var all = Matching(Own(db), filter);
        var page = all.Where(s => s.Pinned || s.ExpiresAt > now);
        if (filter.After is { } after) page = page.Where(s => s.CreatedAt <= after.At && (s.CreatedAt < after.At || s.Id.CompareTo(after.Id) < 0));
        var rows = await page.AsNoTracking().OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id)
            .Skip(filter.Offset).Take(filter.Limit + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
        var total = filter.From is null && filter.To is null
            ? await CountAsync(db, filter, cancellationToken).ConfigureAwait(false) - await all.LongCountAsync(s => !s.Pinned && s.ExpiresAt <= now, cancellationToken).ConfigureAwait(false)
            : await all.LongCountAsync(s => s.Pinned || s.ExpiresAt > now, cancellationToken).ConfigureAwait(false);
        var more = rows.Count > filter.Limit;
        if (more) rows.RemoveAt(rows.Count - 1);
        // Joining the symbols would keep SQLite from walking the index in the order of the page.
        var ids = rows.Select(s => s.SymbolId).Distinct().ToList();
        var symbols = await db.Symbols.AsNoTracking().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellationToken).ConfigureAwait(false);
        foreach (var row in rows) row.Symbol = symbols[row.SymbolId];
        return new SnapshotPage(rows, total, more ? new PageCursor(rows[^1].CreatedAt, rows[^1].Id) : null);
    }, cancellationToken);

    /// <summary>Removes a snapshot of the caller's own, and its bytes when no other shares them.</summary>
    /// <exception cref="ServiceException">There is none.</exception>
    public async Task DeleteAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        if (!await RemoveAsync(caller, id, cancellationToken).ConfigureAwait(false)) throw new ServiceException(ErrorCode.NotFound, $"snapshot: '{id}' must be a snapshot of the caller's own");
    }

    /// <summary>Removes the caller's snapshots of a symbol, one by one, so that a crash leaves no more bytes without a row than those of one.</summary>
    public async Task DeleteAllAsync(Caller caller, Guid symbolId, CancellationToken cancellationToken)
    {
        var ids = await database.ReadAsync(caller, db => Own(db).Where(s => s.SymbolId == symbolId).Select(s => s.Id).ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (var id in ids) await RemoveAsync(caller, id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes what has expired, and what a crash left: bytes that no row needs, and rows whose bytes are lost.</summary>
    /// <param name="force">
    /// Also when that is more than a crash can leave. Then one of the two is elsewhere or restored from another time, and to
    /// remove what does not fit would make it final.
    /// </param>
    /// <exception cref="ServiceException">Database and bytes do not belong together; nothing was removed.</exception>
    public async Task<CleanupResult> CleanupAsync(bool force, CancellationToken cancellationToken)
    {
        var now = Now;
        if (blobs is FolderBlobStore folder) folder.RemoveUnfinished(new DateTimeOffset(now) - UnfinishedFor);
        var (lost, unused) = await CompareAsync(now, force, cancellationToken).ConfigureAwait(false);
        var (broken, removed) = (0, 0);
        foreach (var key in lost) broken += await RemoveBrokenAsync(key, now, cancellationToken).ConfigureAwait(false);
        // The bytes before their rows, so that a crash between leaves rows alone, which have expired and go the next time.
        var expiring = await database.ReadAsync(Caller.Service, db => db.Snapshots.Where(s => s.StorageKey != null && !s.Pinned && s.ExpiresAt <= now).Select(s => s.StorageKey!).Distinct().ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (var key in expiring.Concat(unused))
        {
            if (await RemoveUnsharedAsync(key, now, cancellationToken).ConfigureAwait(false)) removed++;
        }
        var expired = await database.WriteAsync(Caller.Service, db => ExpireAsync(db, now, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new CleanupResult(expired, broken, removed);
    }

    /// <summary>Where a snapshot is served, from the server's root.</summary>
    internal static string UrlOf(Guid id, string format) => $"/snapshots/{id}.{format}";

    private Task AddAsync(Caller caller, ChartSnapshot snapshot, SnapshotDraft draft, CancellationToken cancellationToken)
    {
        var key = snapshot.StorageKey!;
        return database.WriteAsync(caller, async db =>
        {
            await LockAsync(db, key, cancellationToken).ConfigureAwait(false);
            // A clean-up may have taken the bytes since, when nothing needed them yet.
            await PutMissingAsync(key, draft, cancellationToken).ConfigureAwait(false);
            snapshot.UserId ??= await db.Symbols.Where(s => s.Id == draft.SymbolId).Select(s => s.UserId).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            db.Add(snapshot);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <summary>Milliseconds are what every database keeps of a time.</summary>
    private DateTime Now => new(clock.GetUtcNow().Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    /// <summary>The filter of the model again, in a form that the indexes serve.</summary>
    private static IQueryable<ChartSnapshot> Own(TradeMatrixContext db) => db.Caller.UserId is { } user ? db.Snapshots.Where(s => s.UserId == user) : db.Snapshots;

    private static IQueryable<ChartSnapshot> Matching(IQueryable<ChartSnapshot> snapshots, SnapshotFilter filter)
    {
        if (filter.SymbolIds is [var only]) snapshots = snapshots.Where(s => s.SymbolId == only);
        else if (filter.SymbolIds is { } symbols) snapshots = snapshots.Where(s => symbols.Contains(s.SymbolId));
        if (filter.Timeframe is { } timeframe) snapshots = snapshots.Where(s => s.Timeframe == timeframe);
        if (filter.Agent is { } agent) snapshots = snapshots.Where(s => s.CreatedByAgent == agent);
        if (filter.From is { } from) snapshots = snapshots.Where(s => s.CreatedAt >= from);
        if (filter.To is { } to) snapshots = snapshots.Where(s => s.CreatedAt < to);
        return snapshots;
    }

    private static Task<long> CountAsync(TradeMatrixContext db, SnapshotFilter filter, CancellationToken cancellationToken)
    {
        var counts = db.Caller.UserId is { } user ? db.SnapshotCounts.Where(c => c.UserId == user) : db.SnapshotCounts;
        if (filter.SymbolIds is { } symbols) counts = counts.Where(c => symbols.Contains(c.SymbolId));
        if (filter.Timeframe is { } timeframe) counts = counts.Where(c => c.Timeframe == timeframe);
        if (filter.Agent is { } agent) counts = counts.Where(c => c.CreatedByAgent == agent);
        return counts.SumAsync(c => c.Count, cancellationToken);
    }

    private static async Task<int> ExpireAsync(TradeMatrixContext db, DateTime now, CancellationToken cancellationToken)
    {
        if (db.Database.IsNpgsql())
            return (await db.Database.SqlQuery<int>($"SELECT cleanup_expired_chart_snapshots({now})").ToListAsync(cancellationToken).ConfigureAwait(false))[0];
        await db.Database.ExecuteSqlAsync(
            $"INSERT OR IGNORE INTO expired_chart_snapshots SELECT id, expires_at FROM chart_snapshots WHERE expires_at <= {now} AND NOT pinned", cancellationToken).ConfigureAwait(false);
        var expired = await db.Database.ExecuteSqlAsync($"DELETE FROM chart_snapshots WHERE expires_at <= {now} AND NOT pinned", cancellationToken).ConfigureAwait(false);
        await db.Database.ExecuteSqlAsync($"DELETE FROM expired_chart_snapshots WHERE expired_at < {now.AddYears(-1)}", cancellationToken).ConfigureAwait(false);
        return expired;
    }

    /// <summary>Keys of rows without bytes, and of bytes without a row.</summary>
    private Task<(List<string> Lost, List<string> Unused)> CompareAsync(DateTime now, bool force, CancellationToken cancellationToken) => database.ReadAsync(Caller.Service, async db =>
    {
        var kept = await db.Snapshots.Where(s => s.StorageKey != null && (s.Pinned || s.ExpiresAt > now)).Select(s => s.StorageKey).Distinct().CountAsync(cancellationToken).ConfigureAwait(false);
        // A save that is under way has bytes without a row, and one that is killed leaves them; a removal that ends meanwhile looks like a row without bytes.
        const int few = 3;
        var (mostLost, mostUnused) = (Math.Max(few, Math.Max(Math.Min(20, kept / 2), kept / 10)), Math.Max(few, Math.Max(Math.Min(100, kept), kept / 10)));
        var (lost, unused) = (new List<string>(), new List<string>());
        var (lostCount, unusedCount) = (0, 0);
        // Both sides come in the order of their keys, so that neither has to be held in memory.
        var keys = db.Snapshots.Where(s => s.StorageKey != null).GroupBy(s => s.StorageKey!).Select(g => new { g.Key, IsKept = g.Max(s => s.Pinned || s.ExpiresAt > now ? 1 : 0) == 1 })
            .OrderBy(k => k.Key).AsAsyncEnumerable().GetAsyncEnumerator(cancellationToken);
        await using (keys.ConfigureAwait(false))
        {
            var hasKey = await keys.MoveNextAsync().ConfigureAwait(false);
            await foreach (var blob in blobs.ListAsync(cancellationToken).ConfigureAwait(false))
            {
                while (hasKey && string.CompareOrdinal(keys.Current.Key, blob.Key) < 0) await PassAsync().ConfigureAwait(false);
                if (hasKey && keys.Current.Key == blob.Key) hasKey = await keys.MoveNextAsync().ConfigureAwait(false);
                else if (unusedCount++ < mostUnused || force) unused.Add(blob.Key);
            }
            while (hasKey) await PassAsync().ConfigureAwait(false);

            async Task PassAsync()
            {
                if (keys.Current.IsKept && (lostCount++ < mostLost || force)) lost.Add(keys.Current.Key);
                hasKey = await keys.MoveNextAsync().ConfigureAwait(false);
            }
        }
        return force || (lostCount <= mostLost && unusedCount <= mostUnused)
            ? (lost, unused)
            : throw new ServiceException(ErrorCode.Conflict, $"snapshots: database and pictures must belong together; of {kept} pictures in the database {lostCount} are missing, and {unusedCount} are there that it does not know. Mount or restore what belongs together, or clean up with force=true, which removes both");
    }, cancellationToken);

    private async Task<bool> RemoveAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        var (found, key) = await database.WriteAsync(caller, async db =>
        {
            if (await Own(db).FirstOrDefaultAsync(s => s.Id == id, cancellationToken).ConfigureAwait(false) is not { } row) return (false, null);
            db.Remove(row);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return (true, row.StorageKey);
        }, cancellationToken).ConfigureAwait(false);
        if (key is not null) await RemoveUnsharedAsync(key, Now, cancellationToken).ConfigureAwait(false);
        return found;
    }

    private Task<int> RemoveBrokenAsync(string key, DateTime now, CancellationToken cancellationToken) => database.WriteAsync(Caller.Service, async db =>
    {
        await LockAsync(db, key, cancellationToken).ConfigureAwait(false);
        if (await blobs.ExistsAsync(key, cancellationToken).ConfigureAwait(false)) return 0;
        return await db.Snapshots.Where(s => s.StorageKey == key && (s.Pinned || s.ExpiresAt > now)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }, cancellationToken);

    /// <summary>Removes bytes that no snapshot shows any more.</summary>
    private Task<bool> RemoveUnsharedAsync(string key, DateTime now, CancellationToken cancellationToken) => database.WriteAsync(Caller.Service, async db =>
    {
        await LockAsync(db, key, cancellationToken).ConfigureAwait(false);
        if (await db.Snapshots.AnyAsync(s => s.StorageKey == key && (s.Pinned || s.ExpiresAt > now), cancellationToken).ConfigureAwait(false)) return false;
        if (!await blobs.ExistsAsync(key, cancellationToken).ConfigureAwait(false)) return false;
        await blobs.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
        return true;
    }, cancellationToken);

    /// <summary>Until the transaction ends. A writing transaction of SQLite is alone anyway.</summary>
    private static async Task LockAsync(TradeMatrixContext db, string key, CancellationToken cancellationToken)
    {
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({key}, 0))", cancellationToken).ConfigureAwait(false);
    }

    private async Task PutMissingAsync(string key, SnapshotDraft draft, CancellationToken cancellationToken)
    {
        if (!await blobs.ExistsAsync(key, cancellationToken).ConfigureAwait(false)) await blobs.PutAsync(key, draft.Bytes, MediaTypes.Of(draft.Format), cancellationToken).ConfigureAwait(false);
    }
}
