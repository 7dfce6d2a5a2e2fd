using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Testing;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Tests.Storage;

public sealed class DatabaseTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_read_sees_one_state_whatever_is_written_meanwhile(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        var (before, after) = await test.Database.ReadAsync(Caller.Service, async db =>
        {
            var first = await db.Symbols.CountAsync(Cancel);
            await AddAsync(test.Database, "NEW");
            return (first, await db.Symbols.CountAsync(Cancel));
        }, Cancel);
        Assert.Equal((0, 0), (before, after));
        Assert.Equal(1, await test.Database.ReadAsync(Caller.Service, db => db.Symbols.CountAsync(Cancel), Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_duplicate_is_told_from_an_outage(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        await AddAsync(test.Database, "SAME");
        var duplicate = await Assert.ThrowsAnyAsync<Exception>(() => AddAsync(test.Database, "same"));
        Assert.Equal((true, true, false), (DatabaseFailure.IsFailure(duplicate), DatabaseFailure.IsDuplicate(duplicate), DatabaseFailure.IsOutage(duplicate)));

        var nowhere = kind == DatabaseKind.Postgres
            ? test.Settings with { DatabaseUrl = $"postgres://postgres@127.0.0.1:{FreePort.Next()}/none" }
            : test.Settings with { DataFolder = Path.Combine(test.Settings.DataFolder, "folder") };
        await using var away = new Database(nowhere);
        if (away.SqliteFile is { } file) Directory.CreateDirectory(file);
        var outage = await Assert.ThrowsAnyAsync<Exception>(() => AddAsync(away, "ANY"));
        Assert.Equal((true, false, true), (DatabaseFailure.IsFailure(outage), DatabaseFailure.IsDuplicate(outage), DatabaseFailure.IsOutage(outage)));
        Assert.False(DatabaseFailure.IsFailure(new InvalidOperationException()));
    }

    [Fact]
    public async Task A_service_does_not_begin_on_a_schema_that_is_too_old()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Postgres, migrated: false);
        await using var services = new ServiceCollection().AddLogging().AddChartService(test.Settings).BuildServiceProvider();
        var e = await Assert.ThrowsAsync<MigrationException>(() => services.PrepareAsync(Cancel));
        Assert.Contains("001_auth.sql; run tradematrix db migrate", e.Message, StringComparison.Ordinal);
        services.GetRequiredService<Migrator>().Migrate();
        await services.PrepareAsync(Cancel);
    }

    private static Task AddAsync(Database database, string symbol) => database.WriteAsync(Caller.Service, async db =>
    {
        db.Add(new MarketSymbol { Id = Guid.NewGuid(), Symbol = symbol, CreatedAt = DateTime.UnixEpoch, UpdatedAt = DateTime.UnixEpoch });
        await db.SaveChangesAsync(Cancel);
    }, Cancel);
}
