using TradeMatrix.Core.Snapshots.Blobs;

namespace TradeMatrix.Core.Tests.Journal;

/// <summary>A blob store that fails while it is told to.</summary>
internal sealed class FailingBlobStore(IBlobStore inner) : IBlobStore
{
    /// <summary>What happens instead of storing bytes; null to store them.</summary>
    public Action? OnPut { get; set; }

    public Task PutAsync(string key, ReadOnlyMemory<byte> bytes, string contentType, CancellationToken cancellationToken)
    {
        OnPut?.Invoke();
        return inner.PutAsync(key, bytes, contentType, cancellationToken);
    }

    public Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken) => inner.GetAsync(key, cancellationToken);
    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => inner.ExistsAsync(key, cancellationToken);
    public Task DeleteAsync(string key, CancellationToken cancellationToken) => inner.DeleteAsync(key, cancellationToken);
    public IAsyncEnumerable<BlobEntry> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);
}
