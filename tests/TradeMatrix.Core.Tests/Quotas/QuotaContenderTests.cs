using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Quotas;

/// <summary>Eight processes of 64 tasks each fight for the calls of a day.</summary>
public sealed class QuotaContenderTests(Servers servers, Contenders contenders) : IClassFixture<Contenders>
{
    private const int TasksOfProcess = 64;
    private const int Limit = 1000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(QuotaStore.Redis)]
    [InlineData(QuotaStore.Sqlite)]
    [InlineData(QuotaStore.Postgres)]
    public async Task Processes_are_granted_exactly_the_limit(QuotaStore store)
    {
        await using var house = await QuotaHouse.BuildAsync(servers, store, Limit);
        Assert.Equal(Limit, await contenders.FightAsync(house, killAfter: null, Cancel));
        Assert.Equal(Limit, await UsedAsync(house));
    }

    [Theory]
    [InlineData(QuotaStore.Redis)]
    [InlineData(QuotaStore.Sqlite)]
    [InlineData(QuotaStore.Postgres)]
    public async Task A_killed_process_gives_no_call_back(QuotaStore store)
    {
        await using var house = await QuotaHouse.BuildAsync(servers, store, Limit);
        var granted = await contenders.FightAsync(house, killAfter: 10, Cancel);
        Assert.InRange(await UsedAsync(house), granted, Limit);
        // What is missing was reserved by the killed process' tasks, who did not live to say so.
        Assert.InRange(granted, Limit - TasksOfProcess, Limit);
    }

    private static async Task<int> UsedAsync(QuotaHouse house)
    {
        if (house.Connection is not { } redis) return (await house.Open(TimeProvider.System).StatusAsync(Cancel)).DailyUsed;
        var key = await redis.GetServers()[0].KeysAsync(redis.GetDatabase().Database, "chart_api:daily:*").SingleAsync(Cancel);
        return (int)await redis.GetDatabase().StringGetAsync(key);
    }
}
