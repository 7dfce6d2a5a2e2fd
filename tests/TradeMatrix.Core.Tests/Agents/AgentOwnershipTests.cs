using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using TradeMatrix.Core.Agents;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Tasks;
using TradeMatrix.Core.Tests.Storage;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Agents;

public sealed class AgentOwnershipTests(Servers servers)
{
    private static readonly DateTime Day = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_user_sees_own_analyses_and_setups_and_no_run_of_a_task(DatabaseKind kind)
    {
        await using var users = await CreateAsync(kind);
        var (analyses, setups, runs) = await users.Database.ReadAsync(TwoUsers.A, async db =>
            (await db.Analyses.Select(a => a.UserId).ToListAsync(Cancel), await db.Setups.Select(s => s.UserId).ToListAsync(Cancel), kind == DatabaseKind.Sqlite ? await db.TaskRuns.CountAsync(Cancel) : 0), Cancel);
        Assert.Equal([TwoUsers.A.UserId], analyses);
        Assert.Equal([TwoUsers.A.UserId], setups);
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task PostgreSQL_shows_no_more_without_the_filters()
    {
        await using var users = await CreateAsync(DatabaseKind.Postgres);
        await users.Database.ReadAsync(TwoUsers.A, async db =>
        {
            Assert.Equal(1, await db.Analyses.IgnoreQueryFilters().CountAsync(Cancel));
            Assert.Equal(1, await db.Setups.IgnoreQueryFilters().CountAsync(Cancel));
            return true;
        }, Cancel);
        await Assert.ThrowsAnyAsync<DbException>(() => users.Database.ReadAsync(TwoUsers.A, db => db.TaskRuns.IgnoreQueryFilters().CountAsync(Cancel), Cancel));
    }

    public static TheoryData<DatabaseKind, string> Attacks => new(
        from kind in Enum.GetValues<DatabaseKind>()
        from attack in (string[])
        [
            "UPDATE chart_analyses SET trend = 'bearish'", "DELETE FROM chart_analyses", "UPDATE chart_analyses SET user_id = 'bbbbbbbb-0000-4000-8000-00000000000b'",
            "UPDATE setups SET status = 'cancelled'", "DELETE FROM setups", "UPDATE setups SET entry_price = 1",
            "UPDATE task_runs SET state = 'queued'", "DELETE FROM task_runs",
            "INSERT INTO task_runs (id, task, requested_by, expires_at) VALUES ('cccccccc-0000-4000-8000-00000000000c', 'x', 'x', '2026-01-01')",
            "INSERT INTO chart_analyses (id, user_id, symbol_id, timeframe, as_of, trend, confidence_score, analysis_summary) SELECT 'cccccccc-0000-4000-8000-00000000000c', user_id, id, '1D', '2026-01-01', 'bullish', 1, 'x' FROM market_symbols WHERE user_id IS NOT NULL",
        ]
        select (kind, attack));

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task A_user_writes_none_of_them(DatabaseKind kind, string attack)
    {
        await using var users = await CreateAsync(kind);
        var before = await StateAsync(users);
        await Assert.ThrowsAnyAsync<DbException>(() => users.Database.WriteAsync(TwoUsers.A, (TradeMatrixContext db) => db.Database.ExecuteSqlRawAsync(attack, Cancel), Cancel));
        Assert.Equal(before, await StateAsync(users));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Only_the_owner_ends_a_setup(DatabaseKind kind)
    {
        await using var users = await CreateAsync(kind);
        var store = new SetupStore(users.Database);
        var setup = Assert.Single((await store.ListAsync(TwoUsers.B, null, isAlive: true, 10, null, Cancel)).Rows);
        await Assert.ThrowsAsync<ServiceException>(() => store.CancelAsync(TwoUsers.A, setup.Id, Day, Cancel));
        await store.CancelAsync(TwoUsers.B, setup.Id, Day, Cancel);
        Assert.Equal(SetupStatus.Cancelled, Assert.Single((await store.ListAsync(TwoUsers.B, null, isAlive: false, 10, null, Cancel)).Rows).Status);
        await Assert.ThrowsAsync<ServiceException>(() => store.CancelAsync(TwoUsers.B, setup.Id, Day, Cancel));
    }

    private async Task<TwoUsers> CreateAsync(DatabaseKind kind)
    {
        var users = await TwoUsers.CreateAsync(servers, kind);
        await users.Database.WriteAsync(Caller.Service, async (TradeMatrixContext db) =>
        {
            foreach (var holding in (TwoUsers.Holding[])[users.OfA, users.OfB])
            {
                db.Add(new ChartAnalysis { Id = Guid.NewGuid(), UserId = holding.Owner, SymbolId = holding.Symbol, Timeframe = "1D", AsOf = Day, Trend = "bullish", AnalysisSummary = "secret of the owner", CreatedAt = Day });
                db.Add(new StoredSetup
                {
                    Id = Guid.NewGuid(), UserId = holding.Owner, SymbolId = holding.Symbol, Module = "morning", Strategy = "orb", Side = "long", Timeframe = "5m", DetectedAt = Day, OrderType = "limit",
                    EntryPrice = 100, StopLoss = 99, TakeProfit = 102, CurrentStop = 99, RiskReward = 2, ValidUntil = Day.AddDays(1), CreatedAt = Day,
                });
            }
            db.Add(new TaskRun { Id = Guid.NewGuid(), Task = "x", RequestedBy = "schedule", CreatedAt = Day, ExpiresAt = Day });
            await db.SaveChangesAsync(Cancel);
        }, Cancel);
        return users;
    }

    private static Task<string> StateAsync(TwoUsers users) => users.Database.ReadAsync(Caller.Service, async db => string.Join('\n',
        [.. (await db.Analyses.OrderBy(a => a.Id).ToListAsync(Cancel)).Select(a => $"{a.Id} {a.UserId} {a.Trend}"),
            .. (await db.Setups.OrderBy(s => s.Id).ToListAsync(Cancel)).Select(s => $"{s.Id} {s.UserId} {s.Status} {s.EntryPrice}"),
            .. (await db.TaskRuns.OrderBy(r => r.Id).ToListAsync(Cancel)).Select(r => $"{r.Id} {r.State}")]), Cancel);
}
