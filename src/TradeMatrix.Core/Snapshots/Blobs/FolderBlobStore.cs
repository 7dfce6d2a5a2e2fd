using System.Runtime.CompilerServices;

namespace TradeMatrix.Core.Snapshots.Blobs;

/// <summary>
/// Blobs as files of a folder, 256 folders in it by the first two digits of their keys. A file is written under another
/// name, flushed to the disk and renamed, so that a key never names half a file.
/// </summary>
public sealed class FolderBlobStore : IBlobStore
{
    private const string Unfinished = ".part";
    private readonly string _root;

    /// <summary>Makes the folder if need be.</summary>
    public FolderBlobStore(string root) => _root = Directory.CreateDirectory(root).FullName;

    /// <inheritdoc/>
    public async Task PutAsync(string key, ReadOnlyMemory<byte> bytes, string contentType, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}{Unfinished}";
        try
        {
            var file = new FileStream(unfinished, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, PreallocationSize = bytes.Length });
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
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
        if (File.Exists(PathOf(key))) File.Delete(PathOf(key));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var folder in Directory.GetDirectories(_root).Order(StringComparer.Ordinal))
        {
            foreach (var file in new DirectoryInfo(folder).GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (file.Extension != Unfinished) yield return new BlobEntry(file.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc));
            }
            await Task.Yield();
        }
    }

    private string PathOf(string key) => Path.Combine(_root, BlobKey.Check(key)[..2], key);
}
