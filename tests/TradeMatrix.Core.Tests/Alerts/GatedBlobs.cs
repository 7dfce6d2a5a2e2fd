using TradeMatrix.Core.Snapshots.Blobs;

namespace TradeMatrix.Core.Tests.Alerts;

/// <summary>A blob store that keeps its callers waiting, or fails, for as long as a test wants: it makes pictures slow.</summary>
internal sealed class GatedBlobs(string folder) : IBlobStore
{
    private readonly FolderBlobStore _blobs = new(folder);
    private volatile TaskCompletionSource? _gate;

    /// <summary>Whether the disk is broken.</summary>
    public bool IsBroken { get; set; }

    public void Close() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _gate?.SetResult();

    public async Task PutAsync(string key, ReadOnlyMemory<byte> bytes, string contentType, CancellationToken cancellationToken)
    {
        if (IsBroken) throw new IOException("/var/lib/secret-place: the disk is broken");
        if (_gate is { } gate) await gate.Task.WaitAsync(cancellationToken);
        await _blobs.PutAsync(key, bytes, contentType, cancellationToken);
    }

    public Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken) => _blobs.GetAsync(key, cancellationToken);
    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => _blobs.ExistsAsync(key, cancellationToken);
    public Task DeleteAsync(string key, CancellationToken cancellationToken) => _blobs.DeleteAsync(key, cancellationToken);
    public IAsyncEnumerable<BlobEntry> ListAsync(CancellationToken cancellationToken) => _blobs.ListAsync(cancellationToken);
}
