using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Amazon.S3;
using TradeMatrix.Core.Snapshots.Blobs;
using TradeMatrix.Testing.S3;

namespace TradeMatrix.Core.Tests.Snapshots.Blobs;

public sealed class S3BlobStoreTests : BlobStoreTests, IClassFixture<S3BlobStoreTests.Bucket>
{
    private readonly Bucket _bucket;

    public S3BlobStoreTests(Bucket bucket)
    {
        Assert.SkipWhen(bucket.Missing is not null, bucket.Missing ?? "");
        _bucket = bucket;
    }

    protected override IBlobStore Store => _bucket.Store;

    [Fact]
    public async Task More_blobs_than_a_page_holds_are_all_listed()
    {
        using var store = new S3BlobStore(_bucket.Settings with { Prefix = "many/" }) { PageSize = 3 };
        var put = Enumerable.Range(0, 10).Select(i => BlobKey.For(BitConverter.GetBytes(i), "png")).ToList();
        foreach (var key in put) await store.PutAsync(key, new byte[1], "image/png", Ends);
        var keys = await store.ListAsync(Ends).Select(e => e.Key).ToListAsync(Ends);
        Assert.Equal(put.Order(StringComparer.Ordinal), keys);
        Assert.DoesNotContain(keys[0], await KeysAsync());
    }

    [Fact]
    public async Task Stores_of_two_prefixes_do_not_see_each_other()
    {
        using var other = new S3BlobStore(_bucket.Settings with { Prefix = "other/" });
        var key = await PutAsync(RandomNumberGenerator.GetBytes(20));
        Assert.False(await other.ExistsAsync(key, Ends));
        await other.DeleteAsync(key, Ends);
        Assert.True(await Store.ExistsAsync(key, Ends));
    }

    [Fact]
    public async Task A_missing_bucket_or_a_wrong_key_is_an_error_and_no_missing_blob()
    {
        var key = await PutAsync(RandomNumberGenerator.GetBytes(20));
        using var missing = new S3BlobStore(_bucket.Settings with { Bucket = "missing" });
        using var wrong = new S3BlobStore(_bucket.Settings with { AccessKey = "WRONG" });
        Assert.Equal("NoSuchBucket", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => missing.GetAsync(key, Ends))).ErrorCode);
        Assert.Equal("InvalidAccessKeyId", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => wrong.GetAsync(key, Ends))).ErrorCode);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_an_error_in_the_end()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var store = new S3BlobStore(_bucket.Settings with { Endpoint = new UriBuilder("http", "127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port).Uri, Timeout = TimeSpan.FromMilliseconds(50) });
        await Assert.ThrowsAsync<TimeoutException>(() => store.GetAsync(BlobKey.For([], "png"), Ends));
    }

    [Fact]
    public void Settings_as_text_hold_no_key()
    {
        var text = new S3BlobSettings(new("http://localhost"), "charts", "access", "secret").ToString();
        Assert.Contains("charts", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("access", text, StringComparison.Ordinal);
    }

    /// <summary>A server with one bucket, and a store in it.</summary>
    public sealed class Bucket : IAsyncLifetime
    {
        private S3Server? _server;

        /// <summary>Why there is no server here; null when there is one.</summary>
        public string? Missing { get; private set; }

        public S3BlobSettings Settings { get; private set; } = null!;

        public S3BlobStore Store { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            (_server, Missing) = await S3Server.TryStartAsync("snapshots", CancellationToken.None);
            if (_server is null) return;
            Settings = new S3BlobSettings(_server.Endpoint, "snapshots", S3Server.Key, S3Server.Key) { Prefix = "charts/" };
            Store = new S3BlobStore(Settings);
        }

        public async ValueTask DisposeAsync()
        {
            Store?.Dispose();
            if (_server is not null) await _server.DisposeAsync();
        }
    }
}
