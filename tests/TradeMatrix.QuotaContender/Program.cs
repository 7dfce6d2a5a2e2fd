using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;

// Fights one round for each line, which holds the settings as NAME=value, separated by tabs. Says "ready", waits for a line,
// then takes calls by many tasks until the day has none left: a line "granted" for each, written once it is certain, and
// "end" when nobody gets another.
const int Tasks = 64;
using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(10));
while (await Console.In.ReadLineAsync(stop.Token) is { } round)
{
    var values = round.Split('\t').Select(v => v.Split('=', 2)).ToDictionary(v => v[0], v => v[1]);
    var settings = ServiceSettings.Read(values) with { PerSecondLimit = 1_000_000 };
    await using var database = new Database(settings);
    if (settings.RedisHost is null)
    {
        using var quota = new DatabaseQuota(database, settings, TimeProvider.System, NullLogger<DatabaseQuota>.Instance);
        await FightAsync(quota);
    }
    else
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{settings.RedisHost}:{settings.RedisPort},connectTimeout=20000,asyncTimeout=20000");
        using var quota = new RedisQuota(redis, database, settings, TimeProvider.System, NullLogger<RedisQuota>.Instance);
        await FightAsync(quota);
    }
}

async Task FightAsync(IQuota quota)
{
    await quota.StatusAsync(stop.Token);
    Console.WriteLine("ready");
    await Console.In.ReadLineAsync(stop.Token);
    await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => Task.Run(async () =>
    {
        while ((await quota.ReserveAsync("MorningPlanner", "chart-img", mayUseReserve: true, stop.Token)).Allowed) Console.WriteLine("granted");
    })));
    Console.WriteLine("end");
}
