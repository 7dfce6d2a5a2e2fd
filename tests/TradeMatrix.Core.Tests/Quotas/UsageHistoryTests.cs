using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Quotas;

public sealed class UsageHistoryTests(Servers servers)
{
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Calls_add_up_by_day_agent_and_provider_over_processes(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        await using (var one = Open(test.Database))
        await using (var two = Open(test.Database))
        {
            Parallel.For(0, 1000, i => (i % 2 == 0 ? one : two).Count(i % 4 < 2 ? "ChartWatcher" : "manual", "embedded"));
            await Task.WhenAll(one.FlushAsync(), two.FlushAsync());
            _clock.Advance(TimeSpan.FromDays(1));
            one.Count("manual", "embedded");
        }

        await using var history = Open(test.Database);
        Assert.Equal([(Monday, "ChartWatcher", 500), (Monday, "manual", 500), (Monday.AddDays(1), "manual", 1)],
            (await history.HistoryAsync(Monday, Monday.AddDays(1), Cancel)).Select(u => (u.Day, u.Agent, u.Calls)));
        Assert.Equal([(Monday.AddDays(1), 1)], (await history.HistoryAsync(Monday.AddDays(1), Monday.AddDays(9), Cancel)).Select(u => (u.Day, u.Calls)));
        Assert.Empty(await history.HistoryAsync(Monday.AddDays(2), Monday.AddDays(9), Cancel));
    }

    [Fact]
    public async Task Counts_are_written_every_second_without_being_asked()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Sqlite);
        await using var counting = Open(test.Database);
        await using var reading = Open(test.Database);
        counting.Count("manual", "embedded");
        Assert.Empty(await reading.HistoryAsync(Monday, Monday, Cancel));
        _clock.Advance(TimeSpan.FromSeconds(1));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while ((await reading.HistoryAsync(Monday, Monday, patience.Token)).Count == 0) patience.Token.ThrowIfCancellationRequested();
    }

    [Fact]
    public async Task Counts_that_cannot_be_written_are_kept()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Sqlite, migrated: false);
        await using var history = Open(test.Database);
        history.Count("manual", "embedded");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => history.FlushAsync());
        history.Count("manual", "embedded");
        new Migrator(test.Database).Migrate();
        Assert.Equal(2, Assert.Single(await history.HistoryAsync(Monday, Monday, Cancel)).Calls);
    }

    [Fact]
    public async Task Who_leaves_while_the_history_is_read_cancels_no_write()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Sqlite);
        await using var left = Open(test.Database);
        await using var other = Open(test.Database);
        left.Count("manual", "embedded");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left.HistoryAsync(Monday, Monday, new CancellationToken(canceled: true)));
        Assert.Equal(1, Assert.Single(await other.HistoryAsync(Monday, Monday, Cancel)).Calls);
    }

    private UsageHistory Open(Database database) => new(database, _clock, NullLogger<UsageHistory>.Instance);
}
