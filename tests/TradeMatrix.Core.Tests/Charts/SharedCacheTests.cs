using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Charts;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Charts;

public sealed class SharedCacheTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ChartRequest Request => new() { Symbol = "DAX", Timeframe = Timeframe.D1, SaveSnapshot = false };

    [Fact]
    public async Task Two_processes_share_their_pictures_through_Redis_and_do_without_it()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await TestService.CreateAsync(servers, DatabaseKind.Postgres, s => s with { RedisHost = "127.0.0.1", RedisPort = redis.Port });
        await using var two = await TestService.CreateAsync(servers, DatabaseKind.Postgres, _ => one.Settings);
        await one.GiveBarsAsync(TestService.Ann, "DAX");

        var drawn = await one.Charts.GenerateAsync(TestService.Ann, Request, Cancel);
        var shared = await two.Charts.GenerateAsync(TestService.Ann, Request, Cancel);
        Assert.Equal((false, true), (drawn.WasCached, shared.WasCached));
        Assert.Equal(drawn.Picture.Bytes, shared.Picture.Bytes);
        Assert.Equal(drawn.Picture with { Bytes = [] }, shared.Picture with { Bytes = [] });

        await redis.KillAsync();
        var alone = await two.Charts.GenerateAsync(TestService.Ann, Request with { Profile = "clean" }, Cancel);
        Assert.Equal(("embedded", false), (alone.Picture.Provider, alone.WasCached));
        Assert.True((await two.Charts.GenerateAsync(TestService.Ann, Request with { Profile = "clean" }, Cancel)).WasCached);
    }
}
