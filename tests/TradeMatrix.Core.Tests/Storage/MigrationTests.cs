using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Storage;

public sealed class MigrationTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Scripts_go_up_down_to_any_number_and_up_again(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind, migrated: false);
        var migrator = new Migrator(test.Database);
        var all = (await migrator.StatusAsync(Cancel)).Select(m => m.Name).ToList();
        Assert.All(await migrator.StatusAsync(Cancel), m => Assert.False(m.IsApplied));

        Assert.Equal(all, migrator.Migrate());
        Assert.Empty(migrator.Migrate());
        foreach (var number in new[] { 15, 6, 0 })
        {
            var expected = (await migrator.StatusAsync(Cancel)).Where(m => m.IsApplied && m.Number > number).Select(m => m.Name).Reverse().ToList();
            Assert.Equal(expected, await migrator.RollbackAsync(number, Cancel));
            Assert.All(await migrator.StatusAsync(Cancel), m => Assert.Equal(m.Number <= number, m.IsApplied));
            migrator.Migrate();
        }
        Assert.All(await migrator.StatusAsync(Cancel), m => Assert.True(m.IsApplied));
        Assert.Contains("016_chart_config.sql", all);
        Assert.Contains("017_chart_snapshots.sql", all);
        Assert.Contains("018_chart_snapshots_cleanup.sql", all);
    }
}
