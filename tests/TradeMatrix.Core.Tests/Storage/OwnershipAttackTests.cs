using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Storage;

/// <summary>User A tries to see and to change what is B's or everyone's.</summary>
public sealed class OwnershipAttackTests(TwoUsersOnEach each) : IClassFixture<TwoUsersOnEach>
{
    private delegate Task Attack(TradeMatrixContext db, TwoUsers users);

    private static readonly Dictionary<string, Attack> Attacks = new(StringComparer.Ordinal)
    {
        // Inserts for others.
        ["insert a symbol of B"] = (db, u) => SaveAsync(db, new MarketSymbol { Id = Guid.NewGuid(), UserId = u.OfB.Owner, Symbol = "X" }),
        ["insert a symbol of the catalogue"] = (db, _) => SaveAsync(db, new MarketSymbol { Id = Guid.NewGuid(), Symbol = "X" }),
        ["insert an alias of B's symbol"] = (db, u) => SaveAsync(db, AliasOf(u.OfB.Symbol, "x")),
        ["insert an alias of the catalogue"] = (db, u) => SaveAsync(db, AliasOf(u.Shared.Symbol, "x")),
        ["insert a series of B's symbol"] = (db, u) => SaveAsync(db, new StoredSeries { SymbolId = u.OfB.Symbol, Timeframe = "1h" }),
        ["insert a series of the catalogue"] = (db, u) => SaveAsync(db, new StoredSeries { SymbolId = u.Shared.Symbol, Timeframe = "1h" }),
        ["insert a snapshot of B"] = (db, u) => SaveAsync(db, TwoUsers.SnapshotOf(Guid.NewGuid(), u.OfB.Symbol, u.OfB.Owner)),
        ["insert a snapshot of B on A's symbol"] = (db, u) => SaveAsync(db, TwoUsers.SnapshotOf(Guid.NewGuid(), u.OfA.Symbol, u.OfB.Owner)),
        ["insert a snapshot of A on B's symbol"] = (db, u) => SaveAsync(db, TwoUsers.SnapshotOf(Guid.NewGuid(), u.OfB.Symbol, u.OfA.Owner)),
        ["insert a snapshot of nobody"] = (db, u) => SaveAsync(db, TwoUsers.SnapshotOf(Guid.NewGuid(), u.Shared.Symbol, null)),
        ["insert a key of B"] = (db, u) => SaveAsync(db, new ApiKey { Id = Guid.NewGuid(), UserId = u.OfB.Owner, Name = "x", Hash = "x", Scopes = Scope.Admin }),
        ["insert a profile of somebody"] = (db, _) => SaveAsync(db, new Profile { Id = Guid.NewGuid(), IsAdmin = true }),
        ["insert usage"] = (db, _) => SaveAsync(db, new ChartUsage { Day = new DateOnly(2024, 1, 2), Agent = "x", Provider = "x", Calls = 1 }),
        ["insert a symbol that leads to B's"] = (db, u) => SaveAsync(db, new MarketSymbol { Id = Guid.NewGuid(), UserId = u.OfA.Owner, Symbol = "X", CatalogueId = u.OfB.Symbol }, mustFail: true),
        ["insert bars into B's series"] = (db, u) => TwoUsers.AddBarAsync(db, u.OfB.Series),
        ["insert bars into a series of the catalogue"] = (db, u) => TwoUsers.AddBarAsync(db, u.Shared.Series),

        ["insert a trade of B"] = (db, u) => SaveAsync(db, TwoUsers.TradeOf(Guid.NewGuid(), u.OfB.Owner)),
        ["insert a trade of nobody"] = (db, _) => SaveAsync(db, TwoUsers.TradeOf(Guid.NewGuid(), null)),
        ["insert a trade that leads to B's symbol"] = (db, u) => SaveAsync(db, TwoUsers.TradeOf(Guid.NewGuid(), u.OfA.Owner, u.OfB.Symbol), mustFail: true),
        ["insert an execution of B"] = (db, u) => SaveAsync(db, TwoUsers.ExecutionOf(Guid.NewGuid(), u.OfB.Owner)),
        ["insert a journal entry of B"] = (db, u) => SaveAsync(db, TwoUsers.EntryOf(Guid.NewGuid(), u.OfB.Owner, u.OfB.Trade)),
        ["insert a journal entry on B's trade"] = (db, u) => SaveAsync(db, TwoUsers.EntryOf(Guid.NewGuid(), u.OfA.Owner, u.OfB.Trade), mustFail: true),
        ["insert a journal entry with B's snapshot"] = (db, u) => SaveAsync(db, TwoUsers.EntryOf(Guid.NewGuid(), u.OfA.Owner, u.OfA.Trade, u.OfB.Snapshot), mustFail: true),
        ["insert a report of B"] = (db, u) => SaveAsync(db, TwoUsers.ReportOf(Guid.NewGuid(), u.OfB.Owner)),

        // Own rows given away, or led elsewhere.
        ["give a symbol to B"] = async (db, u) => await ChangeAsync(db, await db.Symbols.SingleAsync(s => s.Id == u.OfA.Symbol), s => s.UserId = u.OfB.Owner),
        ["give a symbol to the catalogue"] = async (db, u) => await ChangeAsync(db, await db.Symbols.SingleAsync(s => s.Id == u.OfA.Symbol), s => s.UserId = null),
        ["give a symbol to B in a statement"] = (db, u) => db.Symbols.Where(s => s.Id == u.OfA.Symbol).ExecuteUpdateAsync(s => s.SetProperty(x => x.UserId, u.OfB.Owner)),
        ["give a snapshot to B"] = async (db, u) => await ChangeAsync(db, await db.Snapshots.SingleAsync(s => s.Id == u.OfA.Snapshot), s => s.UserId = u.OfB.Owner),
        ["give a snapshot to B in a statement"] = (db, u) => db.Snapshots.Where(s => s.Id == u.OfA.Snapshot).ExecuteUpdateAsync(s => s.SetProperty(x => x.UserId, u.OfB.Owner)),
        ["give a snapshot B's symbol"] = async (db, u) => await ChangeAsync(db, await db.Snapshots.SingleAsync(s => s.Id == u.OfA.Snapshot), s => s.SymbolId = u.OfB.Symbol),
        ["give a series to B's symbol"] = async (db, u) => await ChangeAsync(db, await db.Series.SingleAsync(s => s.Id == u.OfA.Series), s => (s.SymbolId, s.Timeframe) = (u.OfB.Symbol, "1h")),
        ["give an alias to B's symbol"] = (db, u) => db.Database.ExecuteSqlAsync($"UPDATE symbol_aliases SET symbol_id = {u.OfB.Symbol}, alias = 'x' WHERE symbol_id = {u.OfA.Symbol}"),
        ["give bars to B's series"] = (db, u) => db.Database.ExecuteSqlAsync($"UPDATE ohlc SET series_id = {u.OfB.Series}, close = 2 WHERE series_id = {u.OfA.Series}"),
        ["lead a symbol to B's"] = (db, u) => db.Symbols.Where(s => s.Id == u.OfA.Symbol).ExecuteUpdateAsync(s => s.SetProperty(x => x.CatalogueId, u.OfB.Symbol)),

        ["give a trade to B"] = (db, u) => db.Trades.Where(t => t.Id == u.OfA.Trade).ExecuteUpdateAsync(s => s.SetProperty(x => x.UserId, u.OfB.Owner)),
        ["give an execution to B"] = (db, u) => db.TradeExecutions.Where(t => t.Id == u.OfA.Execution).ExecuteUpdateAsync(s => s.SetProperty(x => x.UserId, u.OfB.Owner)),
        ["give a journal entry to B"] = (db, u) => db.JournalEntries.Where(t => t.Id == u.OfA.Entry).ExecuteUpdateAsync(s => s.SetProperty(x => x.UserId, u.OfB.Owner)),
        ["give a report to B"] = (db, u) => db.Reports.Where(t => t.Id == u.OfA.Report).ExecuteUpdateAsync(s => s.SetProperty(x => x.UserId, u.OfB.Owner)),

        // Others' rows by tracked entities that lie about their owner.
        ["forge B's symbol and change it"] = (db, u) => ForgeAsync(db, new MarketSymbol { Id = u.OfB.Symbol, UserId = u.OfA.Owner, Symbol = "X" }, EntityState.Modified),
        ["forge B's symbol and remove it"] = (db, u) => ForgeAsync(db, new MarketSymbol { Id = u.OfB.Symbol, UserId = u.OfA.Owner }, EntityState.Deleted),
        ["forge the catalogue and change it"] = (db, u) => ForgeAsync(db, new MarketSymbol { Id = u.Shared.Symbol, UserId = u.OfA.Owner, Symbol = "X" }, EntityState.Modified),
        ["forge the catalogue and remove it"] = (db, u) => ForgeAsync(db, new MarketSymbol { Id = u.Shared.Symbol, UserId = u.OfA.Owner }, EntityState.Deleted),
        ["forge B's snapshot and change it"] = (db, u) => ForgeAsync(db, TwoUsers.SnapshotOf(u.OfB.Snapshot, u.OfA.Symbol, u.OfA.Owner), EntityState.Modified),
        ["forge B's snapshot and remove it"] = (db, u) => ForgeAsync(db, TwoUsers.SnapshotOf(u.OfB.Snapshot, u.OfA.Symbol, u.OfA.Owner), EntityState.Deleted),
        ["forge B's series and change it"] = (db, u) => ForgeAsync(db, new StoredSeries { Id = u.OfB.Series, SymbolId = u.OfA.Symbol, Timeframe = "1W" }, EntityState.Modified),
        ["forge B's series and remove it"] = (db, u) => ForgeAsync(db, new StoredSeries { Id = u.OfB.Series, SymbolId = u.OfA.Symbol, Timeframe = "1W" }, EntityState.Deleted),
        ["forge B's alias and remove it"] = (db, u) => ForgeAsync(db, AliasOf(u.OfB.Symbol, "^GDAXI"), EntityState.Deleted),
        ["forge B's alias and change it"] = (db, u) => ForgeAsync(db, new SymbolAlias { SymbolId = u.OfB.Symbol, Namespace = SymbolNamespace.Yahoo, Alias = "^GDAXI", Priority = 9 }, EntityState.Modified),
        ["forge B's key and change it"] = (db, u) => ForgeAsync(db, new ApiKey { Id = u.OfB.Key, UserId = u.OfA.Owner, Name = "x", Hash = "x" }, EntityState.Modified),
        ["forge B's key and remove it"] = (db, u) => ForgeAsync(db, new ApiKey { Id = u.OfB.Key, UserId = u.OfA.Owner }, EntityState.Deleted),
        ["forge B's profile"] = (db, u) => ForgeAsync(db, new Profile { Id = u.OfB.Owner!.Value, Email = "x" }, EntityState.Modified),

        // The catalogue, which A may read.
        ["change the catalogue"] = async (db, u) => await ChangeAsync(db, await db.Symbols.SingleAsync(s => s.Id == u.Shared.Symbol), s => s.Alias = "x"),
        ["take the catalogue"] = async (db, u) => await ChangeAsync(db, await db.Symbols.SingleAsync(s => s.Id == u.Shared.Symbol), s => s.UserId = u.OfA.Owner),
        ["remove from the catalogue"] = async (db, u) => await ForgeAsync(db, await db.Symbols.SingleAsync(s => s.Id == u.Shared.Symbol), EntityState.Deleted),
        ["remove an alias of the catalogue"] = async (db, u) => await ForgeAsync(db, await db.Aliases.SingleAsync(s => s.SymbolId == u.Shared.Symbol), EntityState.Deleted),
        ["change a series of the catalogue"] = async (db, u) => await ChangeAsync(db, await db.Series.SingleAsync(s => s.SymbolId == u.Shared.Symbol), s => s.Revision = 9),
        ["change all symbols in a statement"] = (db, _) => db.Symbols.Where(s => s.Id != default).ExecuteUpdateAsync(s => s.SetProperty(x => x.Vendor, "x")),
        ["remove the catalogue in a statement"] = (db, _) => db.Symbols.Where(s => s.UserId == null).ExecuteDeleteAsync(),
        ["remove aliases of the catalogue in a statement"] = (db, u) => db.Aliases.Where(a => a.SymbolId == u.Shared.Symbol).ExecuteDeleteAsync(),
        ["change all series in a statement"] = (db, _) => db.Series.ExecuteUpdateAsync(s => s.SetProperty(x => x.Revision, 9)),

        // Statements without the filters.
        ["change B's symbol unfiltered"] = (db, u) => db.Symbols.IgnoreQueryFilters().Where(s => s.UserId == u.OfB.Owner).ExecuteUpdateAsync(s => s.SetProperty(x => x.Vendor, "x")),
        ["take B's symbol unfiltered"] = (db, u) => db.Symbols.IgnoreQueryFilters().Where(s => s.UserId == u.OfB.Owner).ExecuteUpdateAsync(s => s.SetProperty(x => x.UserId, u.OfA.Owner)),
        ["remove B's symbol unfiltered"] = (db, u) => db.Symbols.IgnoreQueryFilters().Where(s => s.UserId == u.OfB.Owner).ExecuteDeleteAsync(),
        ["remove B's aliases unfiltered"] = (db, u) => db.Aliases.IgnoreQueryFilters().Where(s => s.SymbolId == u.OfB.Symbol).ExecuteDeleteAsync(),
        ["remove B's series unfiltered"] = (db, u) => db.Series.IgnoreQueryFilters().Where(s => s.SymbolId == u.OfB.Symbol).ExecuteDeleteAsync(),
        ["remove B's snapshots unfiltered"] = (db, u) => db.Snapshots.IgnoreQueryFilters().Where(s => s.UserId == u.OfB.Owner).ExecuteDeleteAsync(),
        ["pin B's snapshots unfiltered"] = (db, u) => db.Snapshots.IgnoreQueryFilters().Where(s => s.UserId == u.OfB.Owner).ExecuteUpdateAsync(s => s.SetProperty(x => x.Pinned, true)),
        ["take B's keys unfiltered"] = (db, u) => db.ApiKeys.IgnoreQueryFilters().Where(s => s.UserId == u.OfB.Owner).ExecuteUpdateAsync(s => s.SetProperty(x => x.UserId, u.OfA.Owner)),
        ["remove B's keys unfiltered"] = (db, u) => db.ApiKeys.IgnoreQueryFilters().Where(s => s.UserId == u.OfB.Owner).ExecuteDeleteAsync(),

        ["change B's trades unfiltered"] = (db, u) => db.Trades.IgnoreQueryFilters().Where(s => s.UserId == u.OfB.Owner).ExecuteUpdateAsync(s => s.SetProperty(x => x.Notes, "x")),
        ["take B's trades unfiltered"] = (db, u) => db.Trades.IgnoreQueryFilters().Where(s => s.UserId == u.OfB.Owner).ExecuteUpdateAsync(s => s.SetProperty(x => x.UserId, u.OfA.Owner)),
        ["remove B's trades unfiltered"] = (db, u) => db.Trades.IgnoreQueryFilters().Where(s => s.UserId == u.OfB.Owner).ExecuteDeleteAsync(),
        ["remove B's executions unfiltered"] = (db, u) => db.TradeExecutions.IgnoreQueryFilters().Where(s => s.UserId == u.OfB.Owner).ExecuteDeleteAsync(),
        ["change B's journal unfiltered"] = (db, u) => db.JournalEntries.IgnoreQueryFilters().Where(s => s.UserId == u.OfB.Owner).ExecuteUpdateAsync(s => s.SetProperty(x => x.Content, "x")),
        ["remove B's journal unfiltered"] = (db, u) => db.JournalEntries.IgnoreQueryFilters().Where(s => s.UserId == u.OfB.Owner).ExecuteDeleteAsync(),
        ["change B's reports unfiltered"] = (db, u) => db.Reports.IgnoreQueryFilters().Where(s => s.UserId == u.OfB.Owner).ExecuteUpdateAsync(s => s.SetProperty(x => x.Title, "x")),
        ["remove B's reports unfiltered"] = (db, u) => db.Reports.IgnoreQueryFilters().Where(s => s.UserId == u.OfB.Owner).ExecuteDeleteAsync(),

        // Raw SQL.
        ["change B's trades in SQL"] = (db, u) => db.Database.ExecuteSqlAsync($"UPDATE trades SET notes = 'x' WHERE user_id = {u.OfB.Owner}"),
        ["remove B's journal in SQL"] = (db, u) => db.Database.ExecuteSqlAsync($"DELETE FROM journal_entries WHERE user_id = {u.OfB.Owner}"),
        ["remove B's reports in SQL"] = (db, u) => db.Database.ExecuteSqlAsync($"DELETE FROM reports WHERE user_id = {u.OfB.Owner}"),
        ["change B's symbol in SQL"] = (db, u) => db.Database.ExecuteSqlAsync($"UPDATE market_symbols SET vendor = 'x' WHERE id = {u.OfB.Symbol}"),
        ["remove B's symbol in SQL"] = (db, u) => db.Database.ExecuteSqlAsync($"DELETE FROM market_symbols WHERE id = {u.OfB.Symbol} OR id = {u.Shared.Symbol}"),
        ["insert a symbol of B in SQL"] = (db, u) => db.Database.ExecuteSqlAsync($"INSERT INTO market_symbols (id, user_id, symbol) VALUES ({Guid.NewGuid()}, {u.OfB.Owner}, 'X')"),
        ["change B's bars in SQL"] = (db, u) => db.Database.ExecuteSqlAsync($"UPDATE ohlc SET close = 1.7 WHERE series_id = {u.OfB.Series} OR series_id = {u.Shared.Series}"),
        ["remove B's bars in SQL"] = (db, u) => db.Database.ExecuteSqlAsync($"DELETE FROM ohlc WHERE series_id = {u.OfB.Series} OR series_id = {u.Shared.Series}"),
        ["replace B's bars in SQL"] = (db, u) => db.Database.ExecuteSqlAsync($"INSERT INTO ohlc SELECT series_id, ts, 1, 2, 0, 2, 0 FROM ohlc WHERE series_id = {u.OfB.Series} UNION ALL SELECT series_id, ts, 1, 2, 0, 2, 0 FROM ohlc WHERE series_id = {u.Shared.Series} ON CONFLICT (series_id, ts) DO UPDATE SET close = excluded.close"),
        ["remove B's snapshots in SQL"] = (db, u) => db.Database.ExecuteSqlAsync($"DELETE FROM chart_snapshots WHERE user_id = {u.OfB.Owner}"),
        ["become an admin in SQL"] = (db, u) => db.Database.ExecuteSqlAsync($"UPDATE profiles SET is_admin = true WHERE id = {u.OfB.Owner}"),
        ["take B's keys in SQL"] = (db, u) => db.Database.ExecuteSqlAsync($"UPDATE api_keys SET user_id = {u.OfA.Owner} WHERE user_id = {u.OfB.Owner}"),
        ["use up the quota in SQL"] = (db, _) => db.Database.ExecuteSqlAsync($"INSERT INTO chart_usage VALUES ('2024-01-02', 'x', 'x', 1000)"),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind, string> All()
    {
        var all = new TheoryData<DatabaseKind, string>();
        foreach (var attack in Attacks.Keys)
        {
            all.Add(DatabaseKind.Sqlite, attack);
            all.Add(DatabaseKind.Postgres, attack);
        }
        return all;
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Nothing_of_others_changes(DatabaseKind kind, string attack)
    {
        var users = await each.OnAsync(kind);
        var before = await users.ForeignStateAsync();
        try
        {
            await users.Database.WriteAsync(TwoUsers.A, db => Attacks[attack](db, users), Cancel);
        }
        catch (Exception e) when (e is ForbiddenException or DbUpdateException or DbException)
        {
            // Refused aloud; passing over the rows in silence is as good.
        }
        Assert.Equal(before, await users.ForeignStateAsync());
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_user_sees_own_rows_and_the_catalogue_alone(DatabaseKind kind)
    {
        var users = await each.OnAsync(kind);
        await users.Database.ReadAsync(TwoUsers.A, async db =>
        {
            Assert.Equal([users.OfA.Symbol, users.Shared.Symbol], (await db.Symbols.ToListAsync(Cancel)).OrderBy(s => s.UserId is null).Select(s => s.Id));
            Assert.Equal([users.OfA.Symbol, users.Shared.Symbol], (await db.Aliases.ToListAsync(Cancel)).OrderBy(s => s.SymbolId == users.Shared.Symbol).Select(s => s.SymbolId));
            Assert.Equal([users.OfA.Series, users.Shared.Series], (await db.Series.ToListAsync(Cancel)).OrderBy(s => s.Id == users.Shared.Series).Select(s => s.Id));
            Assert.Equal([users.OfA.Snapshot], await db.Snapshots.Select(s => s.Id).ToListAsync(Cancel));
            Assert.Equal([users.OfA.Key], await db.ApiKeys.Select(s => s.Id).ToListAsync(Cancel));
            Assert.Equal([users.OfA.Owner!.Value], await db.Profiles.Select(s => s.Id).ToListAsync(Cancel));
            Assert.Equal([users.OfA.Owner!.Value], await db.SnapshotCounts.Select(s => s.UserId).ToListAsync(Cancel));
            Assert.Equal([users.OfA.Trade], await db.Trades.Select(s => s.Id).ToListAsync(Cancel));
            Assert.Equal([users.OfA.Execution], await db.TradeExecutions.Select(s => s.Id).ToListAsync(Cancel));
            Assert.Equal([users.OfA.Entry], await db.JournalEntries.Select(s => s.Id).ToListAsync(Cancel));
            Assert.Equal([users.OfA.Report], await db.Reports.Select(s => s.Id).ToListAsync(Cancel));
            Assert.Null(await db.Symbols.FindAsync([users.OfB.Symbol], Cancel));
            Assert.Empty(await db.Snapshots.Where(s => s.SymbolId == users.OfB.Symbol).ToListAsync(Cancel));
            return true;
        }, Cancel);
    }

    [Fact]
    public async Task PostgreSQL_leaks_nothing_without_the_filters()
    {
        var users = await each.OnAsync(DatabaseKind.Postgres);
        await users.Database.ReadAsync(TwoUsers.A, async db =>
        {
            Assert.DoesNotContain(users.OfB.Symbol, await db.Symbols.IgnoreQueryFilters().Select(s => s.Id).ToListAsync(Cancel));
            Assert.DoesNotContain(users.OfB.Symbol, await db.Aliases.IgnoreQueryFilters().Select(s => s.SymbolId).ToListAsync(Cancel));
            Assert.DoesNotContain(users.OfB.Series, await db.Series.IgnoreQueryFilters().Select(s => s.Id).ToListAsync(Cancel));
            Assert.Equal([users.OfA.Snapshot], await db.Snapshots.IgnoreQueryFilters().Select(s => s.Id).ToListAsync(Cancel));
            Assert.Equal([users.OfA.Key], await db.ApiKeys.IgnoreQueryFilters().Select(s => s.Id).ToListAsync(Cancel));
            Assert.Equal([users.OfA.Owner!.Value], await db.Profiles.IgnoreQueryFilters().Select(s => s.Id).ToListAsync(Cancel));
            Assert.Equal([users.OfA.Owner!.Value], await db.SnapshotCounts.IgnoreQueryFilters().Select(s => s.UserId).ToListAsync(Cancel));
            Assert.Equal([users.OfA.Trade], await db.Trades.IgnoreQueryFilters().Select(s => s.Id).ToListAsync(Cancel));
            Assert.Equal([users.OfA.Execution], await db.TradeExecutions.IgnoreQueryFilters().Select(s => s.Id).ToListAsync(Cancel));
            Assert.Equal([users.OfA.Entry], await db.JournalEntries.IgnoreQueryFilters().Select(s => s.Id).ToListAsync(Cancel));
            Assert.Equal([users.OfA.Report], await db.Reports.IgnoreQueryFilters().Select(s => s.Id).ToListAsync(Cancel));
            Assert.Equal([users.OfA.Snapshot], await db.Database.SqlQuery<Guid>($"SELECT id AS \"Value\" FROM chart_snapshots").ToListAsync(Cancel));
            Assert.Equal(2, await db.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM ohlc").SingleAsync(Cancel));
            Assert.Empty(await db.Database.SqlQuery<int>($"SELECT series_id AS \"Value\" FROM ohlc WHERE series_id = {users.OfB.Series}").ToListAsync(Cancel));
            return true;
        }, Cancel);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task What_is_written_while_reading_does_not_stay(DatabaseKind kind)
    {
        var users = await each.OnAsync(kind);
        var before = await users.OwnStateAsync();
        try
        {
            await users.Database.ReadAsync(TwoUsers.A, db => db.Symbols.Where(s => s.Id == users.OfA.Symbol).ExecuteUpdateAsync(s => s.SetProperty(x => x.Vendor, "x"), Cancel), Cancel);
        }
        catch (DbException)
        {
            Assert.Equal(DatabaseKind.Postgres, kind);
        }
        Assert.Equal(before, await users.OwnStateAsync());
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Own_rows_can_be_written_changed_and_removed(DatabaseKind kind)
    {
        var users = await each.OnAsync(kind);
        var (before, foreign) = (await users.OwnStateAsync(), await users.ForeignStateAsync());
        var id = Guid.NewGuid();
        await users.Database.WriteAsync(TwoUsers.A, async db =>
        {
            await SaveAsync(db, new MarketSymbol { Id = id, UserId = users.OfA.Owner, Symbol = "NDX", CatalogueId = users.Shared.Symbol });
            await SaveAsync(db, AliasOf(id, "^NDX"));
            var series = new StoredSeries { SymbolId = id, Timeframe = "1D" };
            await SaveAsync(db, series);
            await TwoUsers.AddBarAsync(db, series.Id);
            await SaveAsync(db, TwoUsers.SnapshotOf(Guid.NewGuid(), id, users.OfA.Owner));
            await SaveAsync(db, TwoUsers.SnapshotOf(Guid.NewGuid(), users.Shared.Symbol, users.OfA.Owner));
        }, Cancel);
        Assert.NotEqual(before, await users.OwnStateAsync());
        await users.Database.WriteAsync(TwoUsers.A, async db =>
        {
            await ChangeAsync(db, await db.Series.SingleAsync(s => s.SymbolId == id), s => s.Revision = 2);
            Assert.Equal(1, await db.Aliases.Where(a => a.SymbolId == id).ExecuteUpdateAsync(a => a.SetProperty(x => x.Priority, 3), Cancel));
            Assert.Equal(1, await db.Database.ExecuteSqlAsync($"UPDATE ohlc SET close = 1.7 WHERE series_id IN (SELECT id FROM bar_series WHERE symbol_id = {id})", Cancel));
            Assert.Equal(1, await db.Snapshots.Where(s => s.SymbolId == users.Shared.Symbol).ExecuteDeleteAsync(Cancel));
            // Removes alias, series, bars and snapshot too.
            await ForgeAsync(db, await db.Symbols.SingleAsync(s => s.Id == id), EntityState.Deleted);
        }, Cancel);
        Assert.Equal(before, await users.OwnStateAsync());
        Assert.Equal(foreign, await users.ForeignStateAsync());
    }

    private static SymbolAlias AliasOf(Guid symbol, string alias) => new() { SymbolId = symbol, Namespace = SymbolNamespace.Yahoo, Alias = alias };

    private static async Task SaveAsync(DbContext db, object row, bool mustFail = false)
    {
        db.Add(row);
        if (!mustFail) await db.SaveChangesAsync(Cancel);
        // Such a row would be A's own.
        else await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancel));
    }

    private static async Task ChangeAsync<T>(DbContext db, T row, Action<T> change) where T : class
    {
        change(row);
        await db.SaveChangesAsync(Cancel);
    }

    private static async Task ForgeAsync(DbContext db, object row, EntityState state)
    {
        db.Entry(row).State = state;
        await db.SaveChangesAsync(Cancel);
    }
}
