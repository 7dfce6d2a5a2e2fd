using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Storage;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Agents;

/// <summary>What ChartWatcher saw. Users see their own; only the agent writes.</summary>
public sealed class AnalysisStore(Database database)
{
    /// <summary>Keeps an analysis, unless there is one of the same bar.</summary>
    /// <returns>Whether it is new.</returns>
    public async Task<bool> AddAsync(ChartAnalysis analysis, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(Caller.Service, (TradeMatrixContext db) =>
            {
                db.Add(analysis);
                return db.SaveChangesAsync(cancellationToken);
            }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DbUpdateException e) when (DatabaseFailure.IsDuplicate(e))
        {
            return false;
        }
    }

    /// <summary>The newest bar that was looked at, and the trend there, by timeframe.</summary>
    public Task<Dictionary<string, (DateTime AsOf, string Trend)>> LatestAsync(Guid owner, Guid symbol, IReadOnlyList<string> timeframes, CancellationToken cancellationToken) => database.ReadAsync(Caller.Service, async db =>
    {
        var newest = new Dictionary<string, (DateTime, string)>(StringComparer.Ordinal);
        foreach (var timeframe in timeframes)
        {
            // One step into the index each, however many there are.
            var last = await db.Analyses.Where(a => a.UserId == owner && a.SymbolId == symbol && a.Timeframe == timeframe).OrderByDescending(a => a.AsOf).Select(a => new { a.AsOf, a.Trend }).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            if (last is not null) newest[timeframe] = (last.AsOf, last.Trend);
        }
        return newest;
    }, cancellationToken);

    /// <summary>The caller's analyses, newest first.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="symbolIds">Only of these symbols; null for all.</param>
    /// <param name="timeframe">Only of this timeframe; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="after">Begins after this one; null for the newest.</param>
    public Task<Page<ChartAnalysis>> ListAsync(Caller caller, IReadOnlyList<Guid>? symbolIds, string? timeframe, int limit, PageCursor? after, CancellationToken cancellationToken) => database.ReadAsync(caller, async db =>
    {
        var all = db.Analyses.AsNoTracking().Include(a => a.Symbol).AsQueryable();
        if (caller.UserId is { } user) all = all.Where(a => a.UserId == user);
        if (symbolIds is not null) all = all.Where(a => symbolIds.Contains(a.SymbolId));
        if (timeframe is not null) all = all.Where(a => a.Timeframe == timeframe);
        if (after is not null) all = all.Where(a => a.CreatedAt <= after.At && (a.CreatedAt < after.At || a.Id.CompareTo(after.Id) < 0));
        var rows = await all.OrderByDescending(a => a.CreatedAt).ThenByDescending(a => a.Id).Take(limit + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
        return Page<ChartAnalysis>.Of(rows, limit, a => new PageCursor(a.CreatedAt, a.Id));
    }, cancellationToken);

    /// <summary>Removes analyses that are as old as their pictures may become.</summary>
    /// <returns>How many were removed.</returns>
    public Task<int> RemoveOldAsync(DateTime before, CancellationToken cancellationToken) =>
        database.WriteAsync(Caller.Service, db => db.Analyses.Where(a => a.CreatedAt < before).ExecuteDeleteAsync(cancellationToken), cancellationToken);
}
