using System.Security.Cryptography;
using TradeMatrix.Core.Snapshots.Blobs;

namespace TradeMatrix.Core.Tests.Snapshots.Blobs;

/// <summary>What holds for every store.</summary>
public abstract class BlobStoreTests
{
    protected static CancellationToken Ends => TestContext.Current.CancellationToken;

    protected abstract IBlobStore Store { get; }

    [Fact]
    public async Task What_was_put_is_there_whole()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        var key = await PutAsync(bytes);
        Assert.Equal(bytes, await Store.GetAsync(key, Ends));
        Assert.True(await Store.ExistsAsync(key, Ends));
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        var key = await PutAsync([]);
        Assert.Empty((await Store.GetAsync(key, Ends))!);
        Assert.Contains(key, await KeysAsync());
    }

    [Fact]
    public async Task What_was_never_put_is_not_there()
    {
        var key = BlobKey.For(RandomNumberGenerator.GetBytes(16), "png");
        Assert.Null(await Store.GetAsync(key, Ends));
        Assert.False(await Store.ExistsAsync(key, Ends));
        await Store.DeleteAsync(key, Ends);
    }

    [Fact]
    public async Task What_was_deleted_is_gone_and_may_come_back()
    {
        var bytes = RandomNumberGenerator.GetBytes(100);
        var key = await PutAsync(bytes);
        await Store.DeleteAsync(key, Ends);
        Assert.Null(await Store.GetAsync(key, Ends));
        Assert.False(await Store.ExistsAsync(key, Ends));
        Assert.DoesNotContain(key, await KeysAsync());
        await PutAsync(bytes);
        Assert.Equal(bytes, await Store.GetAsync(key, Ends));
    }

    [Fact]
    public async Task All_are_listed_once_in_order_with_size_and_time()
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 20; i++) keys.Add(await PutAsync(RandomNumberGenerator.GetBytes(50 + i), i % 2 == 0 ? "png" : "pdf"));
        await PutAsync((await Store.GetAsync(keys.First(), Ends))!);
        var entries = await Store.ListAsync(Ends).Where(e => keys.Contains(e.Key)).ToListAsync(Ends);
        Assert.Equal(keys.Order(StringComparer.Ordinal), entries.Select(e => e.Key));
        foreach (var entry in entries)
        {
            Assert.Equal((await Store.GetAsync(entry.Key, Ends))!.Length, entry.Size);
            Assert.InRange(entry.LastModified, TimeProvider.System.GetUtcNow().AddMinutes(-10), TimeProvider.System.GetUtcNow().AddMinutes(10));
            Assert.Equal(TimeSpan.Zero, entry.LastModified.Offset);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.png")]
    [InlineData("../../../../../../etc/passwd")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.exe")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.png")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.png\n")]
    [InlineData("../aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.png")]
    public async Task Only_keys_are_taken(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(key, new byte[] { 1 }, "image/png", Ends));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.GetAsync(key, Ends));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.ExistsAsync(key, Ends));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.DeleteAsync(key, Ends));
    }

    [Fact]
    public async Task A_cancelled_put_leaves_nothing()
    {
        var key = BlobKey.For(RandomNumberGenerator.GetBytes(16), "png");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync(key, new byte[1000], "image/png", new CancellationToken(canceled: true)));
        Assert.False(await Store.ExistsAsync(key, Ends));
    }

    protected async Task<string> PutAsync(byte[] bytes, string extension = "png")
    {
        var key = BlobKey.For(bytes, extension);
        await Store.PutAsync(key, bytes, "image/png", Ends);
        return key;
    }

    protected async Task<List<string>> KeysAsync() => await Store.ListAsync(Ends).Select(e => e.Key).ToListAsync(Ends);
}
