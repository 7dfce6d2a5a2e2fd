using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Quotas;

public sealed class RedisQuotaTests(Servers servers)
{
    private const string Day = "chart_api:daily:2026-03-02";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_are_plain_numbers_that_expire()
    {
        await using var house = await QuotaHouse.BuildAsync(servers, QuotaStore.Redis);
        var quota = house.Open();
        await quota.ReserveAsync("ChartWatcher", "chart-img", mayUseReserve: true, Cancel);
        await quota.ReserveAsync("ChartWatcher", "chart-img", mayUseReserve: true, Cancel);

        var redis = house.Connection!.GetDatabase();
        var second = $"chart_api:second:{house.Clock.GetUtcNow().ToUnixTimeSeconds()}";
        Assert.Equal("2", await redis.StringGetAsync(Day));
        Assert.Equal("2", await redis.StringGetAsync(second));
        // It is nine in the morning: 15 hours to the end of the day, and a day more.
        Assert.InRange((await redis.KeyTimeToLiveAsync(Day))!.Value, TimeSpan.FromHours(38), TimeSpan.FromHours(39));
        Assert.InRange((await redis.KeyTimeToLiveAsync(second))!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.NotNull(await redis.KeyTimeToLiveAsync("chart_api:recent"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1")]
    public async Task A_redis_that_lost_counts_cannot_give_calls_twice(string? left)
    {
        await using var house = await QuotaHouse.BuildAsync(servers, QuotaStore.Redis, daily: 10, reserve: 0);
        await house.UseAsync(8, Cancel);
        var redis = house.Connection!.GetDatabase();
        if (left is null) await redis.ExecuteAsync("FLUSHALL");
        else await redis.StringSetAsync(Day, left);

        var quota = house.Open();
        Assert.Equal(9, (await quota.ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel)).Used);
        Assert.Equal("9", await redis.StringGetAsync(Day));
        Assert.Equal(10, (await quota.ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel)).Used);
        await redis.StringSetAsync(Day, "3");
        var refused = await quota.ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel);
        Assert.Equal((QuotaRefusal.Day, 10), (refused.Refusal, refused.Used));
        Assert.Equal("10", await redis.StringGetAsync(Day));
    }

    [Fact]
    public async Task A_redis_that_fails_after_the_ledgers_word_costs_no_call()
    {
        await using var house = await QuotaHouse.BuildAsync(servers, QuotaStore.Redis);
        await house.UseAsync(8, Cancel);
        var redis = house.Connection!.GetDatabase();
        await redis.StringSetAsync(Day, "1");
        await redis.ExecuteAsync("ACL", "SETUSER", "default", "-set");

        var decision = await house.Open().ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel);
        Assert.Equal((true, 9), (decision.Allowed, decision.Used));

        await redis.ExecuteAsync("ACL", "SETUSER", "default", "+set");
        Assert.Equal(10, (await house.Open().ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel)).Used);
        Assert.Equal("10", await redis.StringGetAsync(Day));
    }

    [Fact]
    public async Task Counts_lost_amid_parallel_reservations_are_not_given_twice()
    {
        await using var house = await QuotaHouse.BuildAsync(servers, QuotaStore.Redis, daily: 100, perSecond: 1_000_000, reserve: 0);
        IQuota[] quotas = [house.Open(), house.Open(), house.Open(), house.Open()];
        var granted = 0;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            while ((await quotas[i % 4].ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel)).Allowed)
            {
                if (Interlocked.Increment(ref granted) % 20 == 0) await house.Connection!.GetDatabase().ExecuteAsync("FLUSHALL");
            }
        }, Cancel)));
        Assert.InRange(granted, 1, 100);
        Assert.Equal(100, (await house.Open().StatusAsync(Cancel)).DailyUsed);
    }

    [Fact]
    public async Task Redis_and_database_hand_the_count_to_each_other()
    {
        await using var house = await QuotaHouse.BuildAsync(servers, QuotaStore.Redis);
        await house.UseAsync(3, Cancel);
        using var other = new DatabaseQuota(house.Test.Database, house.Settings, house.Clock, NullLogger<DatabaseQuota>.Instance);
        Assert.Equal(4, (await other.ReserveAsync("ChartWatcher", "chart-img", mayUseReserve: true, Cancel)).Used);
        Assert.Equal(5, (await house.Open().ReserveAsync("ChartWatcher", "chart-img", mayUseReserve: true, Cancel)).Used);
    }

    [Fact]
    public async Task A_redis_that_cannot_be_reached_grants_nothing()
    {
        await using var house = await QuotaHouse.BuildAsync(servers, QuotaStore.Redis);
        await using var impatient = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{house.RedisServer!.Port},asyncTimeout=500");
        var quota = house.Open(redis: impatient);
        await house.RedisServer.KillAsync();
        var error = await Assert.ThrowsAsync<QuotaUnavailableException>(() => quota.ReserveAsync("JournalBot", "chart-img", mayUseReserve: true, Cancel));
        Assert.Equal("Redis", error.Store);
        await Assert.ThrowsAsync<QuotaUnavailableException>(() => quota.StatusAsync(Cancel));
    }
}
