using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Core.Snapshots.Blobs;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Snapshots;

public sealed class SnapshotCleanupTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task It_runs_at_the_start_and_each_day_whatever_failed_before(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        var (clock, blobs) = (new FakeTimeProvider(), new BrokenBlobStore());
        var store = new SnapshotStore(test.Database, blobs, test.Settings, clock);
        using var cleanup = new SnapshotCleanup(store, test.Database, clock, NullLogger<SnapshotCleanup>.Instance);
        await cleanup.StartAsync(Cancel);
        for (var day = 0; day < 3; day++)
        {
            await blobs.Listed.ReadAsync(Cancel);
            clock.Advance(TimeSpan.FromDays(1));
        }
        await cleanup.StopAsync(Cancel);
    }

    [Fact]
    public async Task Of_two_servers_on_one_database_one_does_it()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Postgres);
        await using var second = new Core.Storage.Database(test.Settings);
        var others = new List<bool>();
        Assert.True(await test.Database.AloneAsync("work", async () =>
        {
            others.Add(await second.AloneAsync("work", () => Task.CompletedTask, Cancel));
            others.Add(await second.AloneAsync("other work", () => Task.CompletedTask, Cancel));
        }, Cancel));
        await Assert.ThrowsAsync<IOException>(() => test.Database.AloneAsync("work", () => throw new IOException(), Cancel));
        others.Add(await second.AloneAsync("work", () => Task.CompletedTask, Cancel));
        Assert.Equal([false, true, true], others);
    }

    /// <summary>Fails, and tells that it was asked.</summary>
    private sealed class BrokenBlobStore : IBlobStore
    {
        private readonly Channel<bool> _listed = Channel.CreateUnbounded<bool>();

        public ChannelReader<bool> Listed => _listed.Reader;

        public IAsyncEnumerable<BlobEntry> ListAsync(CancellationToken cancellationToken)
        {
            _listed.Writer.TryWrite(true);
            throw new IOException("the disk is away");
        }

        public Task PutAsync(string key, ReadOnlyMemory<byte> bytes, string contentType, CancellationToken cancellationToken) => throw new IOException();

        public Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken) => throw new IOException();

        public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => throw new IOException();

        public Task DeleteAsync(string key, CancellationToken cancellationToken) => throw new IOException();
    }
}
