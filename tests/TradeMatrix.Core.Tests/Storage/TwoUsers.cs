using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Journal;
using TradeMatrix.Core.Journal.Imports;
using TradeMatrix.Core.Reports;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Testing;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Tests.Storage;

/// <summary>Users A and B with one row of each kind, and the same in the shared catalogue.</summary>
internal sealed class TwoUsers : IAsyncDisposable
{
    private static int _bars;

    private TwoUsers(TestDatabase test) => Test = test;

    public static Caller A { get; } = Caller.User(new Guid("aaaaaaaa-0000-4000-8000-00000000000a"));
    public static Caller B { get; } = Caller.User(new Guid("bbbbbbbb-0000-4000-8000-00000000000b"));

    public TestDatabase Test { get; }
    public Database Database => Test.Database;
    public Holding OfA { get; } = new(A.UserId);
    public Holding OfB { get; } = new(B.UserId);
    public Holding Shared { get; } = new(null);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<TwoUsers> CreateAsync(Servers servers, DatabaseKind kind)
    {
        var users = new TwoUsers(await TestDatabase.CreateAsync(servers, kind));
        await users.Database.WriteAsync(Caller.Service, async db =>
        {
            foreach (var holding in (Holding[])[users.Shared, users.OfA, users.OfB])
            {
                db.Add(new MarketSymbol { Id = holding.Symbol, UserId = holding.Owner, Symbol = "DAX" });
                db.Add(new SymbolAlias { SymbolId = holding.Symbol, Namespace = SymbolNamespace.Yahoo, Alias = "^GDAXI" });
                db.Add(new StoredSeries { SymbolId = holding.Symbol, Timeframe = "1D", Count = 1 });
                if (holding.Owner is { } owner)
                {
                    db.Add(new Profile { Id = owner, Email = $"{owner:N}@example.org" });
                    db.Add(new ApiKey { Id = holding.Key, UserId = owner, Name = "key", Hint = "tm_", Hash = $"{owner:N}", Scopes = Scope.Read });
                    db.Add(SnapshotOf(holding.Snapshot, holding.Symbol, owner));
                    db.Add(TradeOf(holding.Trade, owner));
                    db.Add(ExecutionOf(holding.Execution, owner));
                    db.Add(ReportOf(holding.Report, owner));
                    await db.SaveChangesAsync(Cancel);
                    db.Add(EntryOf(holding.Entry, owner, holding.Trade));
                }
                await db.SaveChangesAsync(Cancel);
                holding.Series = await db.Series.Where(s => s.SymbolId == holding.Symbol).Select(s => s.Id).SingleAsync(Cancel);
                await AddBarAsync(db, holding.Series);
            }
        }, Cancel);
        return users;
    }

    public static ChartSnapshot SnapshotOf(Guid id, Guid symbol, Guid? owner) => new()
    {
        Id = id, SymbolId = symbol, UserId = owner, ChartUrl = $"/snapshots/{id}.png", Timeframe = "1D", CreatedByAgent = "manual", Provider = "embedded",
        CreatedAt = new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc), ExpiresAt = new DateTime(2034, 1, 2, 0, 0, 0, DateTimeKind.Utc),
    };

    public static Trade TradeOf(Guid id, Guid? owner, Guid? symbol = null) => new()
    {
        Id = id, UserId = owner, Symbol = "DAX", SymbolId = symbol, EntryPrice = 100, PositionSize = 1, EntryTime = new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc), ExternalId = $"{id}",
    };

    public static TradeExecution ExecutionOf(Guid id, Guid? owner) => new()
    {
        Id = id, UserId = owner, Source = "test", ExternalId = $"{id}", Symbol = "DAX", Quantity = 1, Price = 100, ExecutedAt = new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc),
    };

    public static JournalEntry EntryOf(Guid id, Guid? owner, Guid? trade = null, Guid? snapshot = null) => new() { Id = id, UserId = owner, EntryType = EntryType.Note, TradeId = trade, ChartSnapshotId = snapshot, Content = "words" };

    public static Report ReportOf(Guid id, Guid? owner) => new() { Id = id, UserId = owner, ReportType = "daily", Period = $"{id}", ReportDate = new DateOnly(2024, 1, 2), Title = "report", Slug = $"{id}" };

    /// <summary>Adds a bar to a series.</summary>
    public static Task<int> AddBarAsync(DbContext db, int series)
    {
        // Each a time of its own.
        var time = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(Interlocked.Increment(ref _bars));
        object stored = db.Database.IsNpgsql() ? time : new DateTimeOffset(time).ToUnixTimeMilliseconds();
        return db.Database.ExecuteSqlAsync($"INSERT INTO ohlc (series_id, ts, open, high, low, close) VALUES ({series}, {stored}, 1, 2, 0.5, 1.5)", Cancel);
    }

    /// <summary>All that is not A's, in words.</summary>
    public Task<string> ForeignStateAsync() => StateAsync(h => h != OfA.Owner);

    /// <summary>All that is A's, in words.</summary>
    public Task<string> OwnStateAsync() => StateAsync(h => h == OfA.Owner);

    private Task<string> StateAsync(Func<Guid?, bool> counts) => Database.ReadAsync(Caller.Service, async db =>
    {
        var symbols = await db.Symbols.AsNoTracking().OrderBy(s => s.Id).ToListAsync(Cancel);
        var series = await db.Series.AsNoTracking().OrderBy(s => s.Id).ToListAsync(Cancel);
        var owners = symbols.ToDictionary(s => s.Id, s => s.UserId);
        var bars = await db.Database.SqlQueryRaw<string>("SELECT series_id || ' ' || count(*) || ' ' || sum(close) AS \"Value\" FROM ohlc GROUP BY series_id ORDER BY series_id").ToListAsync(Cancel);
        var ofSeries = series.ToDictionary(s => $"{s.Id}", s => owners[s.SymbolId]);
        return JsonSerializer.Serialize(new
        {
            symbols = symbols.Where(s => counts(s.UserId)),
            aliases = (await db.Aliases.AsNoTracking().OrderBy(a => a.SymbolId).ThenBy(a => a.Alias).ToListAsync(Cancel)).Where(a => counts(owners[a.SymbolId])),
            series = series.Where(s => counts(owners[s.SymbolId])),
            bars = bars.Where(b => counts(ofSeries[b.Split(' ')[0]])),
            profiles = (await db.Profiles.AsNoTracking().OrderBy(p => p.Id).ToListAsync(Cancel)).Where(p => counts(p.Id)),
            keys = (await db.ApiKeys.AsNoTracking().OrderBy(k => k.Id).ToListAsync(Cancel)).Where(k => counts(k.UserId)),
            snapshots = (await db.Snapshots.AsNoTracking().OrderBy(s => s.Id).ToListAsync(Cancel)).Where(s => counts(s.UserId) || counts(owners[s.SymbolId])),
            trades = (await db.Trades.AsNoTracking().OrderBy(t => t.Id).ToListAsync(Cancel)).Where(t => counts(t.UserId)),
            executions = (await db.TradeExecutions.AsNoTracking().OrderBy(t => t.Id).ToListAsync(Cancel)).Where(t => counts(t.UserId)),
            entries = (await db.JournalEntries.AsNoTracking().OrderBy(t => t.Id).ToListAsync(Cancel)).Where(t => counts(t.UserId)),
            reports = (await db.Reports.AsNoTracking().OrderBy(t => t.Id).ToListAsync(Cancel)).Where(t => counts(t.UserId)),
            usage = await db.Usage.AsNoTracking().ToListAsync(Cancel),
        });
    }, Cancel);

    public ValueTask DisposeAsync() => Test.DisposeAsync();

    /// <summary>One row of each kind.</summary>
    internal sealed class Holding(Guid? owner)
    {
        public Guid? Owner => owner;
        public Guid Symbol { get; } = Guid.NewGuid();
        public Guid Snapshot { get; } = Guid.NewGuid();
        public Guid Key { get; } = Guid.NewGuid();
        public Guid Trade { get; } = Guid.NewGuid();
        public Guid Execution { get; } = Guid.NewGuid();
        public Guid Entry { get; } = Guid.NewGuid();
        public Guid Report { get; } = Guid.NewGuid();
        public int Series { get; set; }
    }
}
