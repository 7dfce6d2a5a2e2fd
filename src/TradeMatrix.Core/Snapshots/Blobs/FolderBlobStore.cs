namespace TradeMatrix.Core.Snapshots.Blobs;

/// <summary>Blobs in a folder of this machine, each under <c>ab/cd/abcd….png</c>, so that no folder holds too many.</summary>
/// <param name="root">The folder; made when it is missing.</param>
public sealed class FolderBlobStore(string root) : IBlobStore
{
    private readonly string _root = Path.GetFullPath(root);

    /// <summary>Where bytes are until they are all there: in the same file system, so that a rename shows them at once.</summary>
    private string Incoming => Path.Combine(_root, "incoming");

    /// <inheritdoc/>
    public async Task PutAsync(string key, ReadOnlyMemory<byte> bytes, string contentType, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        var unfinished = Path.Combine(Incoming, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Incoming);
        try
        {
            var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Also over equal bytes: who removes what is old and unused must see that they are wanted again.
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(key), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => Task.FromResult(File.Exists(PathOf(key)));

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        // Deleting a file that is not there is no error, but in a folder that is not there it is one.
        if (File.Exists(path)) File.Delete(path);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<BlobEntry> ListAsync(CancellationToken cancellationToken) => Entries(cancellationToken).ToAsyncEnumerable();

    /// <summary>Removes what writers left behind that were killed; gives the number of files.</summary>
    /// <param name="writtenBefore">What is younger may still be written, and stays.</param>
    public int RemoveUnfinished(DateTimeOffset writtenBefore)
    {
        if (!Directory.Exists(Incoming)) return 0;
        var left = new DirectoryInfo(Incoming).EnumerateFiles().Where(f => f.LastWriteTimeUtc < writtenBefore.UtcDateTime).ToList();
        foreach (var file in left) file.Delete();
        return left.Count;
    }

    private IEnumerable<BlobEntry> Entries(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_root)) yield break;
        foreach (var outer in Sorted(new DirectoryInfo(_root).EnumerateDirectories("??")))
        {
            foreach (var inner in Sorted(outer.EnumerateDirectories("??")))
            {
                foreach (var file in Sorted(inner.EnumerateFiles()))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (BlobKey.IsKey(file.Name) && PathOf(file.Name) == file.FullName && file.Exists)
                        yield return new BlobEntry(file.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc));
                }
            }
        }
    }

    private static IEnumerable<T> Sorted<T>(IEnumerable<T> entries) where T : FileSystemInfo => entries.OrderBy(e => e.Name, StringComparer.Ordinal);

    private string PathOf(string key)
    {
        BlobKey.Check(key);
        return Path.Combine(_root, key[..2], key[2..4], key);
    }
}
