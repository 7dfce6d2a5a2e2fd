using Xunit;

namespace TradeMatrix.Testing;

/// <summary>
/// The real servers of a test assembly, each started when a test first asks for it and ended after the last test.
/// An assembly says so by <c>[assembly: AssemblyFixture(typeof(Servers))]</c>.
/// </summary>
public sealed class Servers : IAsyncLifetime
{
    private readonly Lazy<Task<PostgresServer>> _postgres = new(PostgresServer.StartAsync);
    private readonly Lazy<Task<RedisServer>> _redis = new(RedisServer.StartAsync);

    /// <summary>PostgreSQL.</summary>
    public Task<PostgresServer> PostgresAsync() => _postgres.Value;

    /// <summary>Redis.</summary>
    public Task<RedisServer> RedisAsync() => _redis.Value;

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_postgres.IsValueCreated) await (await _postgres.Value).DisposeAsync();
        if (_redis.IsValueCreated) await (await _redis.Value).DisposeAsync();
    }
}
