using Microsoft.EntityFrameworkCore;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Journal;

/// <summary>Trades, each its user's own.</summary>
public sealed class TradeStore(Database database, SymbolStore symbols, TimeProvider clock)
{
    /// <summary>Adds a trade; one with an exit is closed.</summary>
    /// <exception cref="ServiceException">Fields are wrong; it lists every problem.</exception>
    public async Task<Trade> AddAsync(Caller caller, TradeEdit edit, CancellationToken cancellationToken)
    {
        var trade = new Trade { Id = Guid.NewGuid(), UserId = OwnerOf(caller), CreatedAt = Now, UpdatedAt = Now };
        var problems = edit.ApplyTo(trade);
        if (edit.Side is null && !problems.Exists(p => p.Path == "side")) problems.Insert(0, new SpecProblem("side", "missing", "long or short"));
        if (problems.Count > 0) throw ServiceException.Invalid(problems);
        await ResolveAsync(caller, trade, cancellationToken).ConfigureAwait(false);
        return await database.WriteAsync(caller, async db =>
        {
            db.Add(trade);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return trade;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A trade of the caller's own.</summary>
    /// <exception cref="ServiceException">There is none.</exception>
    public Task<Trade> GetAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync(caller, async db => await db.Trades.AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, cancellationToken).ConfigureAwait(false) ?? throw Unknown(id), cancellationToken);

    /// <summary>Changes a trade; an exit closes it.</summary>
    /// <param name="caller">Whose it is.</param>
    /// <param name="id">The trade.</param>
    /// <param name="edit">What to set.</param>
    /// <param name="version">The version that the change is based on; null for whichever there is.</param>
    /// <exception cref="ServiceException">There is none, a field is wrong, or the trade has changed since.</exception>
    public async Task<Trade> EditAsync(Caller caller, Guid id, TradeEdit edit, int? version, CancellationToken cancellationToken)
    {
        var named = edit.Symbol is null ? null : new Trade { Symbol = edit.Symbol.Trim() };
        if (named is not null) await ResolveAsync(caller, named, cancellationToken).ConfigureAwait(false);
        return await ChangeAsync(caller, id, version, trade =>
        {
            var problems = edit.ApplyTo(trade);
            if (problems.Count > 0) throw ServiceException.Invalid(problems);
            if (named is not null) (trade.Symbol, trade.SymbolId) = (named.Symbol, named.SymbolId);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes an open trade.</summary>
    /// <param name="caller">Whose it is.</param>
    /// <param name="id">The trade.</param>
    /// <param name="exitPrice">Mean price of the exit.</param>
    /// <param name="exitTime">When, UTC; null for now.</param>
    /// <param name="version">The version that the change is based on; null for whichever there is.</param>
    /// <exception cref="ServiceException">There is none, it is not open, or a value is wrong.</exception>
    public Task<Trade> CloseAsync(Caller caller, Guid id, decimal exitPrice, DateTime? exitTime, int? version, CancellationToken cancellationToken) => ChangeAsync(caller, id, version, trade =>
    {
        MustBeOpen(trade);
        var problems = new TradeEdit { ExitPrice = exitPrice, ExitTime = exitTime ?? Now }.ApplyTo(trade);
        if (problems.Count > 0) throw ServiceException.Invalid(problems);
    }, cancellationToken);

    /// <summary>Cancels an open trade: it was never entered, or shall not count.</summary>
    /// <exception cref="ServiceException">There is none, or it is not open.</exception>
    public Task<Trade> CancelAsync(Caller caller, Guid id, int? version, CancellationToken cancellationToken) => ChangeAsync(caller, id, version, trade =>
    {
        MustBeOpen(trade);
        trade.Status = TradeStatus.Cancelled;
    }, cancellationToken);

    /// <summary>Removes a trade with its journal entry.</summary>
    /// <exception cref="ServiceException">There is none.</exception>
    public async Task DeleteAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        if (await database.WriteAsync(caller, db => db.Trades.Where(t => t.Id == id).ExecuteDeleteAsync(cancellationToken), cancellationToken).ConfigureAwait(false) == 0) throw Unknown(id);
    }

    /// <summary>The caller's trades, newest entry first.</summary>
    public Task<Page<Trade>> ListAsync(Caller caller, TradeFilter filter, CancellationToken cancellationToken) => database.ReadAsync(caller, async db =>
    {
        var trades = Matching(db.Trades.AsNoTracking(), filter);
        if (filter.After is { } after) trades = trades.Where(t => t.EntryTime <= after.At && (t.EntryTime < after.At || t.Id.CompareTo(after.Id) < 0));
        var rows = await trades.OrderByDescending(t => t.EntryTime).ThenByDescending(t => t.Id).Take(filter.Limit + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
        return Page<Trade>.Of(rows, filter.Limit, t => new PageCursor(t.EntryTime, t.Id));
    }, cancellationToken);

    /// <summary>Open trades, oldest first: the caller's own, or everybody's for the service.</summary>
    public Task<IReadOnlyList<Trade>> OpenAsync(Caller caller, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Trade>>(
        caller, async db => await db.Trades.AsNoTracking().Where(t => t.Status == TradeStatus.Open).OrderBy(t => t.EntryTime).ThenBy(t => t.Id).ToListAsync(cancellationToken).ConfigureAwait(false), cancellationToken);

    /// <summary>Closed trades by the time of their exit, oldest first: the caller's own, or everybody's for the service.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="from">Closed at or after, UTC.</param>
    /// <param name="to">Closed before, UTC.</param>
    public Task<IReadOnlyList<Trade>> ClosedAsync(Caller caller, DateTime from, DateTime to, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Trade>>(
        caller, async db => await db.Trades.AsNoTracking().Where(t => t.Status == TradeStatus.Closed && t.ExitTime >= from && t.ExitTime < to)
            .OrderBy(t => t.ExitTime).ThenBy(t => t.Id).ToListAsync(cancellationToken).ConfigureAwait(false), cancellationToken);

    /// <summary>Gives a trade the canonical symbol of its name, where there is one.</summary>
    internal async Task ResolveAsync(Caller caller, Trade trade, CancellationToken cancellationToken)
    {
        if (await symbols.ResolveAsync(caller, trade.Symbol, cancellationToken).ConfigureAwait(false) is { } found) (trade.Symbol, trade.SymbolId) = (found.Symbol, found.Id);
        else trade.SymbolId = null;
    }

    /// <summary>Milliseconds are what every database keeps of a time.</summary>
    private DateTime Now => new(clock.GetUtcNow().Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    internal static Guid OwnerOf(Caller caller) => caller.UserId ?? throw new ServiceException(ErrorCode.Forbidden, "user: a trade must belong to a user");

    private static void MustBeOpen(Trade trade)
    {
        if (trade.Status != TradeStatus.Open) throw new ServiceException(ErrorCode.Conflict, $"status: '{trade.Status}' must be open");
    }

    private static IQueryable<Trade> Matching(IQueryable<Trade> trades, TradeFilter filter)
    {
        if (filter.Symbol?.ToUpperInvariant() is { } symbol) trades = trades.Where(t => t.Symbol.ToUpper() == symbol);
        if (filter.Status is { } status) trades = trades.Where(t => t.Status == status);
        if (filter.Side is { } side) trades = trades.Where(t => t.Side == side);
        if (filter.Strategy is { } strategy) trades = trades.Where(t => t.Strategy == strategy);
        if (filter.Setup is { } setup) trades = trades.Where(t => t.Setup == setup);
        if (filter.Tag is { } tag) trades = trades.Where(t => t.Tags.Contains(tag));
        if (filter.Source is { } source) trades = trades.Where(t => t.Source == source);
        if (filter.From is { } from) trades = trades.Where(t => t.EntryTime >= from);
        if (filter.To is { } to) trades = trades.Where(t => t.EntryTime < to);
        return trades;
    }

    private async Task<Trade> ChangeAsync(Caller caller, Guid id, int? version, Action<Trade> change, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(caller, async db =>
            {
                var trade = await db.Trades.FirstOrDefaultAsync(t => t.Id == id, cancellationToken).ConfigureAwait(false) ?? throw Unknown(id);
                if (version is { } expected && expected != trade.Version) throw Changed(expected);
                change(trade);
                (trade.Version, trade.UpdatedAt) = (trade.Version + 1, Now);
                await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return trade;
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Changed(version); // since it was read
        }
    }

    private static ServiceException Unknown(Guid id) => new(ErrorCode.NotFound, $"trade: '{id}' must be a trade of the caller's own");

    private static ServiceException Changed(int? version) =>
        new(ErrorCode.Conflict, "version: the trade has changed since; read it again") { Problems = [new SpecProblem("version", $"{version}", "the trade's version")] };
}
