using System.Security.Cryptography;
using TradeMatrix.Core.Snapshots.Blobs;

namespace TradeMatrix.Core.Tests.Snapshots.Blobs;

public sealed class FolderBlobStoreTests : BlobStoreTests, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("blobs-");
    private readonly FolderBlobStore _store;

    public FolderBlobStoreTests() => _store = new FolderBlobStore(Path.Combine(_folder.FullName, "store"));

    protected override IBlobStore Store => _store;

    private string Root => Path.Combine(_folder.FullName, "store");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_blob_lies_two_folders_deep_and_nothing_else_is_left()
    {
        var key = await PutAsync(RandomNumberGenerator.GetBytes(10));
        Assert.Equal([Path.Combine(Root, key[..2], key[2..4], key)], Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_yet_is_empty()
    {
        Assert.Empty(await KeysAsync());
        Assert.Equal(0, _store.RemoveUnfinished(DateTimeOffset.MaxValue));
    }

    [Fact]
    public async Task Files_that_are_no_blobs_are_not_listed()
    {
        var key = await PutAsync(RandomNumberGenerator.GetBytes(10));
        var other = BlobKey.For([1], "png");
        foreach (var name in new[] { "readme.txt", $"{key[..2]}/readme.txt", $"{key[..2]}/{key[2..4]}/readme.txt", $"{key[..2]}/{key[2..4]}/{other}" })
            await File.WriteAllTextAsync(Path.Combine(Root, name), "", Ends);
        Assert.Equal([key], await KeysAsync());
    }

    [Fact]
    public async Task Unfinished_files_are_never_listed_and_old_ones_are_removed()
    {
        await PutAsync([1]);
        var (old, young) = (Path.Combine(Root, "incoming", "old"), Path.Combine(Root, "incoming", "young"));
        var now = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        foreach (var (path, age) in new[] { (old, 61), (young, 59) })
        {
            await File.WriteAllTextAsync(path, "half", Ends);
            File.SetLastWriteTimeUtc(path, now.AddMinutes(-age).UtcDateTime);
        }
        Assert.Single(await KeysAsync());
        Assert.Equal(1, _store.RemoveUnfinished(now.AddHours(-1)));
        Assert.Equal((false, true), (File.Exists(old), File.Exists(young)));
    }

    [Fact]
    public async Task Putting_a_blob_again_makes_it_young_again()
    {
        var key = await PutAsync([1]);
        var path = Path.Combine(Root, key[..2], key[2..4], key);
        File.SetLastWriteTimeUtc(path, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await PutAsync([1]);
        Assert.NotEqual(2001, (await Store.ListAsync(Ends).SingleAsync(Ends)).LastModified.Year);
    }

    [Fact]
    public async Task Parallel_writers_of_one_blob_never_show_a_part_of_it()
    {
        var bytes = RandomNumberGenerator.GetBytes(500_000);
        var key = BlobKey.For(bytes, "png");
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = Enumerable.Range(0, 24).Select(i => Task.Run(async () =>
        {
            await start.Task;
            if (i % 2 == 0) await Store.PutAsync(key, bytes, "image/png", Ends);
            else if (await Store.GetAsync(key, Ends) is { } seen) Assert.Equal(bytes, seen);
        }, Ends)).ToList();
        start.SetResult();
        await Task.WhenAll(work);
        Assert.Equal(bytes, await Store.GetAsync(key, Ends));
    }

    [Fact]
    public async Task A_put_that_fails_leaves_no_unfinished_file()
    {
        var key = BlobKey.For([1], "png");
        Directory.CreateDirectory(Path.Combine(Root, key[..2]));
        await File.WriteAllTextAsync(Path.Combine(Root, key[..2], key[2..4]), "a file where a folder is needed", Ends);
        await Assert.ThrowsAnyAsync<IOException>(() => PutAsync([1]));
        Assert.Empty(Directory.GetFiles(Path.Combine(Root, "incoming")));
    }
}
