namespace TradeMatrix.Core.Snapshots.Blobs;

/// <summary>Keeps bytes under the hash of their content: a folder, or a bucket.</summary>
public interface IBlobStore
{
    /// <summary>Stores bytes; they are all there or not at all. Those of an equal key are equal, so it may be there already.</summary>
    /// <param name="key">A key of <see cref="BlobKey.For"/>.</param>
    /// <param name="bytes">The content.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task PutAsync(string key, ReadOnlyMemory<byte> bytes, string contentType, CancellationToken cancellationToken);

    /// <summary>The bytes, or null when there are none.</summary>
    Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>Whether there are bytes.</summary>
    Task<bool> ExistsAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes the bytes, if there are any.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>All there are, in ordinal order of their keys.</summary>
    IAsyncEnumerable<BlobEntry> ListAsync(CancellationToken cancellationToken);
}
