using Microsoft.Extensions.Logging.Abstractions;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Quotas;

public sealed class QuotaTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<QuotaStore> Stores => [QuotaStore.Sqlite, QuotaStore.Postgres, QuotaStore.Redis];

    [Theory, MemberData(nameof(Stores))]
    public async Task Daily_limit_is_never_exceeded_by_parallel_reservations(QuotaStore store)
    {
        await using var house = await QuotaHouse.BuildAsync(servers, store, daily: 200, perSecond: 1_000_000);
        IQuota[] quotas = [house.Open(), house.Open(), house.Open(), house.Open()];
        using var barrier = new Barrier(32);
        var granted = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Factory.StartNew(async () =>
        {
            barrier.SignalAndWait(Cancel);
            var count = 0;
            while ((await quotas[i % 4].ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel)).Allowed) count++;
            return count;
        }, Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

        Assert.Equal(200, granted.Sum());
        Assert.Equal(200, (await house.Open().StatusAsync(Cancel)).DailyUsed);
        Assert.Equal(200, Assert.Single(await HistoryAsync(house)).Calls);
        Assert.Equal([QuotaLevel.Notice, QuotaLevel.Alert, QuotaLevel.Critical, QuotaLevel.Refused], house.Notices.Select(n => n.Level).Order());
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Per_second_limit_holds_in_any_sliding_second(QuotaStore store)
    {
        await using var house = await QuotaHouse.BuildAsync(servers, store, perSecond: 15);
        IQuota[] quotas = [house.Open(), house.Open()];
        var sent = new List<DateTimeOffset>();
        var refused = 0;
        // 40 ms between the tries is more often than the limit, and does not divide a second evenly into the limit.
        for (var i = 0; i < 120; i++)
        {
            var decision = await quotas[i % 2].ReserveAsync("ChartWatcher", "chart-img", mayUseReserve: true, Cancel);
            if (decision.Allowed) sent.Add(house.Clock.GetUtcNow());
            else
            {
                refused++;
                Assert.Equal(QuotaRefusal.Second, decision.Refusal);
                Assert.Equal(sent[^15].AddSeconds(1) - house.Clock.GetUtcNow(), decision.RetryAfter);
            }
            house.Clock.Advance(TimeSpan.FromMilliseconds(40));
        }
        for (var i = 15; i < sent.Count; i++) Assert.True(sent[i] - sent[i - 15] >= TimeSpan.FromSeconds(1));
        Assert.Equal(75, sent.Count);
        Assert.Equal(sent.Count, (await quotas[0].StatusAsync(Cancel)).DailyUsed);
        Assert.Equal(45, refused);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_refused_second_does_not_use_the_day(QuotaStore store)
    {
        await using var house = await QuotaHouse.BuildAsync(servers, store, perSecond: 2);
        var quota = house.Open();
        await quota.ReserveAsync("ChartWatcher", "chart-img", mayUseReserve: true, Cancel);
        await quota.ReserveAsync("ChartWatcher", "chart-img", mayUseReserve: true, Cancel);
        for (var i = 0; i < 5; i++) Assert.Equal(QuotaRefusal.Second, (await quota.ReserveAsync("ChartWatcher", "chart-img", mayUseReserve: true, Cancel)).Refusal);

        var status = await quota.StatusAsync(Cancel);
        Assert.Equal((2, 0, 998), (status.DailyUsed, status.SecondRemaining, status.DailyRemaining));
        Assert.Equal(2, (await HistoryAsync(house)).Sum(u => u.Calls));
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await quota.StatusAsync(Cancel)).SecondRemaining);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_second_reaches_over_midnight_and_the_day_begins_anew(QuotaStore store)
    {
        await using var house = await QuotaHouse.BuildAsync(servers, store, daily: 20, perSecond: 15, reserve: 0);
        var quota = house.Open();
        house.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 2, 23, 59, 59, 900, TimeSpan.Zero));
        for (var i = 0; i < 15; i++) Assert.True((await quota.ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel)).Allowed);
        Assert.Equal(new DateTime(2026, 3, 3, 0, 0, 0, DateTimeKind.Utc), (await quota.StatusAsync(Cancel)).ResetAt);

        house.Clock.Advance(TimeSpan.FromMilliseconds(200));
        var decision = await quota.ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel);
        Assert.Equal((QuotaRefusal.Second, 0, TimeSpan.FromMilliseconds(800)), (decision.Refusal, decision.Used, decision.RetryAfter));
        house.Clock.Advance(decision.RetryAfter);
        decision = await quota.ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel);
        Assert.Equal((true, 1, 19), (decision.Allowed, decision.Used, decision.Remaining));
        Assert.Equal(new DateTime(2026, 3, 4, 0, 0, 0, DateTimeKind.Utc), decision.ResetAt);
        Assert.Equal([(2, 15), (3, 1)], (await HistoryAsync(house)).Select(u => (u.Day.Day, u.Calls)));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task When_fewer_than_the_reserve_remain_only_critical_agents_pass(QuotaStore store)
    {
        await using var house = await QuotaHouse.BuildAsync(servers, store, daily: 1000, perSecond: 15, reserve: 100);
        await house.UseAsync(900, Cancel);
        var quota = house.Open();
        house.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await quota.ReserveAsync("ChartWatcher", "chart-img", mayUseReserve: true, Cancel)).Allowed);

        foreach (var agent in new[] { "ChartWatcher", "TradeMonitor", "manual" })
        {
            var refused = await quota.ReserveAsync(agent, "chart-img", mayUseReserve: true, Cancel);
            Assert.Equal((QuotaRefusal.Reserve, 901, 99, QuotaLevel.Alert), (refused.Refusal, refused.Used, refused.Remaining, refused.Level));
            Assert.Equal(refused.ResetAt - house.Clock.GetUtcNow().UtcDateTime, refused.RetryAfter);
        }
        foreach (var agent in new[] { "MorningPlanner", "journalbot", "MORNINGPLANNER" }) Assert.True((await quota.ReserveAsync(agent, "chart-img", mayUseReserve: true, Cancel)).Allowed);

        await house.UseAsync(96, Cancel);
        var last = await quota.ReserveAsync("MorningPlanner", "chart-img", mayUseReserve: true, Cancel);
        Assert.Equal((QuotaRefusal.Day, 1000, 0, QuotaLevel.Refused), (last.Refusal, last.Used, last.Remaining, last.Level));
        Assert.Equal([(QuotaLevel.Notice, 800), (QuotaLevel.Alert, 900), (QuotaLevel.Critical, 950), (QuotaLevel.Refused, 1000)],
            house.Notices.Select(n => (n.Level, n.Used)));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_count_survives_a_restart(QuotaStore store)
    {
        await using var house = await QuotaHouse.BuildAsync(servers, store, daily: 10, reserve: 0);
        await house.UseAsync(9, Cancel);
        if (house.RedisServer is { } redis)
        {
            await redis.KillAsync();
            await redis.RestartAsync();
        }
        await using var database = new Database(house.Settings);
        var quota = house.Open(database: database);
        Assert.Equal(9, (await quota.StatusAsync(Cancel)).DailyUsed);
        Assert.True((await quota.ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel)).Allowed);
        Assert.Equal(QuotaRefusal.Day, (await quota.ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel)).Refusal);
    }

    [Theory]
    [InlineData(QuotaStore.Postgres)]
    [InlineData(QuotaStore.Redis)]
    public async Task The_servers_clock_stands_for_the_systems(QuotaStore store)
    {
        await using var house = await QuotaHouse.BuildAsync(servers, store);
        var before = TimeProvider.System.GetUtcNow().UtcDateTime;
        var status = await house.Open(TimeProvider.System).StatusAsync(Cancel);
        // The servers of the tests run on this machine, so that their day is ours, or the next at midnight.
        Assert.InRange(status.ResetAt, before.Date.AddDays(1), before.Date.AddDays(2));
        Assert.True((await house.Open(TimeProvider.System).ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel)).Allowed);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Limits_of_none_and_a_reserve_above_the_limit_refuse(QuotaStore store)
    {
        await using var house = await QuotaHouse.BuildAsync(servers, store, daily: 0);
        Assert.Equal(QuotaRefusal.Day, (await house.Open().ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel)).Refusal);
        var small = house.Open(settings: house.Settings with { DailyLimit = 50 });
        Assert.Equal(QuotaRefusal.Reserve, (await small.ReserveAsync("ChartWatcher", "chart-img", mayUseReserve: true, Cancel)).Refusal);
        Assert.True((await small.ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel)).Allowed);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_grants_nothing()
    {
        await using var house = await QuotaHouse.BuildAsync(servers, QuotaStore.Sqlite);
        await using var database = new Database(new ServiceSettings { DataFolder = house.Settings.DataFolder, DatabaseUrl = $"postgres://nobody@127.0.0.1:{FreePort.Next()}/none" });
        using var quota = new DatabaseQuota(database, house.Settings, house.Clock, NullLogger<DatabaseQuota>.Instance);
        var error = await Assert.ThrowsAsync<QuotaUnavailableException>(() => quota.ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel));
        Assert.Equal("database", error.Store);
        await Assert.ThrowsAsync<QuotaUnavailableException>(() => quota.StatusAsync(Cancel));
    }

    [Theory]
    [InlineData(1000, 100, 901)]
    [InlineData(1000, 0, 950)]
    [InlineData(1000, 50, 950)]
    [InlineData(1000, 51, 950)]
    [InlineData(1000, 52, 949)]
    [InlineData(50, 100, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(0, 0, 0)]
    [InlineData(int.MaxValue, int.MaxValue, 1)]
    public void Other_agents_stop_at_the_reserve_or_at_95_percent_whichever_comes_first(int limit, int reserve, int ceiling)
    {
        var policy = new QuotaPolicy(limit, 15, reserve);
        Assert.Equal(ceiling, policy.CeilingFor("ChartWatcher", mayUseReserve: true));
        Assert.Equal(ceiling, policy.CeilingFor("morningplanner", mayUseReserve: false));
        Assert.Equal(limit, policy.CeilingFor("morningplanner", mayUseReserve: true));
    }

    [Theory]
    [InlineData(1000, 799, QuotaLevel.Ok)]
    [InlineData(1000, 800, QuotaLevel.Notice)]
    [InlineData(1000, 899, QuotaLevel.Notice)]
    [InlineData(1000, 900, QuotaLevel.Alert)]
    [InlineData(1000, 950, QuotaLevel.Critical)]
    [InlineData(1000, 999, QuotaLevel.Critical)]
    [InlineData(1000, 1000, QuotaLevel.Refused)]
    [InlineData(7, 5, QuotaLevel.Ok)]
    [InlineData(7, 6, QuotaLevel.Notice)]
    [InlineData(0, 0, QuotaLevel.Refused)]
    public void Levels_begin_at_80_90_95_and_100_percent(int limit, int used, QuotaLevel level) =>
        Assert.Equal(level, new QuotaPolicy(limit, 15, 100).LevelAt(used));

    private static async Task<IReadOnlyList<ChartUsage>> HistoryAsync(QuotaHouse house)
    {
        await using var history = new UsageHistory(house.Test.Database, house.Clock, NullLogger<UsageHistory>.Instance);
        return await history.HistoryAsync(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31), Cancel);
    }
}
