using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Quotas;

/// <summary>A quota on real servers, for one test, and quotas as other processes would have them.</summary>
internal sealed class QuotaHouse : IAsyncDisposable
{
    private readonly List<IDisposable> _quotas = [];

    private QuotaHouse(TestDatabase test, RedisServer? redis, IConnectionMultiplexer? connection) =>
        (Test, RedisServer, Connection) = (test, redis, connection);

    public TestDatabase Test { get; }

    /// <summary>The house's own, so that its keys are nobody else's and it may be killed.</summary>
    public RedisServer? RedisServer { get; }

    public IConnectionMultiplexer? Connection { get; }
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    public required ServiceSettings Settings { get; init; }
    public List<QuotaNotice> Notices { get; } = [];

    public static async Task<QuotaHouse> BuildAsync(Servers servers, QuotaStore store, int daily = 1000, int perSecond = 15, int reserve = 100)
    {
        var test = await TestDatabase.CreateAsync(servers, store == QuotaStore.Postgres ? DatabaseKind.Postgres : DatabaseKind.Sqlite);
        var redis = store == QuotaStore.Redis ? await RedisServer.StartAsync() : null;
        var connection = redis is null ? null : await ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions
        {
            EndPoints = { { "127.0.0.1", redis.Port } },
            AbortOnConnectFail = false,
            AllowAdmin = true,
            AsyncTimeout = 20_000,
            ReconnectRetryPolicy = new LinearRetry(100),
        });
        return new QuotaHouse(test, redis, connection)
        {
            Settings = test.Settings with { DailyLimit = daily, PerSecondLimit = perSecond, Reserve = reserve },
        };
    }

    public IQuota Open(TimeProvider? clock = null, ServiceSettings? settings = null, Database? database = null, IConnectionMultiplexer? redis = null)
    {
        var (where, limits, time) = (database ?? Test.Database, settings ?? Settings, clock ?? Clock);
        if ((redis ?? Connection) is { } connection)
        {
            var quota = new RedisQuota(connection, where, limits, time, NullLogger<RedisQuota>.Instance, Hear);
            _quotas.Add(quota);
            return quota;
        }
        var other = new DatabaseQuota(where, limits, time, NullLogger<DatabaseQuota>.Instance, Hear);
        _quotas.Add(other);
        return other;
    }

    /// <summary>Uses calls without regard to the second.</summary>
    public async Task UseAsync(int calls, CancellationToken cancellationToken)
    {
        var quota = Open(settings: Settings with { PerSecondLimit = 1_000_000 });
        for (var i = 0; i < calls; i++) Assert.True((await quota.ReserveAsync("MorningPlanner", "chart-img", mayUseReserve: true, cancellationToken)).Allowed);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var quota in _quotas) quota.Dispose();
        if (Connection is not null) await Connection.DisposeAsync();
        if (RedisServer is not null) await RedisServer.DisposeAsync();
        await Test.DisposeAsync();
    }

    private void Hear(QuotaNotice notice)
    {
        lock (Notices) Notices.Add(notice);
    }
}
