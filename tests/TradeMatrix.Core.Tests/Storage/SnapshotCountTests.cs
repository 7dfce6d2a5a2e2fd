using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Storage;

/// <summary>The database's count of snapshots is the count of the snapshots.</summary>
public sealed class SnapshotCountTests(Servers servers)
{
    private static readonly string[] Timeframes = ["15m", "1D"], Agents = ["ChartWatcher", "manual"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Counts_follow_any_inserts_deletes_and_cascades(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        var symbols = await SymbolsAsync(test, 4);
        var random = new Random(7);
        for (var step = 0; step < 40; step++)
        {
            var caller = random.Next(2) == 0 ? TwoUsers.A : Caller.Service;
            await test.Database.WriteAsync(caller, async db =>
            {
                switch (random.Next(4))
                {
                    case 0 or 1:
                        for (var i = random.Next(1, 8); i > 0; i--) db.Add(Any(random, symbols));
                        await db.SaveChangesAsync(Cancel);
                        break;
                    case 2:
                        var timeframe = Timeframes[random.Next(2)];
                        await db.Snapshots.Where(s => s.Timeframe == timeframe).OrderBy(s => s.Id).Take(5).ExecuteDeleteAsync(Cancel);
                        break;
                    default:
                        db.RemoveRange(await db.Snapshots.OrderBy(s => s.Id).Take(2).ToListAsync(Cancel));
                        await db.SaveChangesAsync(Cancel);
                        break;
                }
            }, Cancel);
            await AssertCountsAsync(test);
        }
        await test.Database.WriteAsync(TwoUsers.A, db => db.Symbols.Where(s => s.Id == symbols[0]).ExecuteDeleteAsync(Cancel), Cancel);
        await AssertCountsAsync(test);
        await test.Database.WriteAsync(TwoUsers.A, db => db.Symbols.ExecuteDeleteAsync(Cancel), Cancel);
        Assert.Empty(await test.Database.ReadAsync(Caller.Service, db => db.SnapshotCounts.ToListAsync(Cancel), Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Counts_hold_under_eight_writers(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        var symbols = await SymbolsAsync(test, 3);
        using var barrier = new Barrier(8);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Factory.StartNew(async () =>
        {
            var random = new Random(writer);
            barrier.SignalAndWait(Cancel);
            for (var step = 0; step < 15; step++)
            {
                await test.Database.WriteAsync(TwoUsers.A, async db =>
                {
                    if (random.Next(3) > 0)
                    {
                        db.Add(Any(random, symbols));
                        await db.SaveChangesAsync(Cancel);
                    }
                    else
                    {
                        // One statement that takes from many counts.
                        var agent = Agents[random.Next(2)];
                        await db.Snapshots.Where(s => s.CreatedByAgent == agent).ExecuteDeleteAsync(Cancel);
                    }
                }, Cancel);
            }
        }, Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        await AssertCountsAsync(test);
    }

    private static TradeMatrix.Core.Snapshots.ChartSnapshot Any(Random random, Guid[] symbols)
    {
        var snapshot = TwoUsers.SnapshotOf(Guid.NewGuid(), symbols[random.Next(symbols.Length)], TwoUsers.A.UserId);
        (snapshot.Timeframe, snapshot.CreatedByAgent) = (Timeframes[random.Next(2)], Agents[random.Next(2)]);
        return snapshot;
    }

    private static async Task<Guid[]> SymbolsAsync(TestDatabase test, int count)
    {
        var symbols = Enumerable.Range(0, count).Select(i => new MarketSymbol { Id = Guid.NewGuid(), UserId = TwoUsers.A.UserId, Symbol = $"S{i}" }).ToList();
        await test.Database.WriteAsync(TwoUsers.A, async db =>
        {
            db.AddRange(symbols);
            await db.SaveChangesAsync(Cancel);
        }, Cancel);
        return [.. symbols.Select(s => s.Id)];
    }

    private static async Task AssertCountsAsync(TestDatabase test)
    {
        var (kept, counted) = await test.Database.ReadAsync(Caller.Service, async db => (
            (await db.SnapshotCounts.ToListAsync(Cancel)).Select(c => $"{c.UserId} {c.SymbolId} {c.Timeframe} {c.CreatedByAgent} {c.Count}").Order(StringComparer.Ordinal).ToList(),
            (await db.Snapshots.AsNoTracking().ToListAsync(Cancel)).GroupBy(s => $"{s.UserId} {s.SymbolId} {s.Timeframe} {s.CreatedByAgent}", StringComparer.Ordinal)
                .Select(g => $"{g.Key} {g.Count()}").Order(StringComparer.Ordinal).ToList()), Cancel);
        Assert.Equal(counted, kept);
    }
}
