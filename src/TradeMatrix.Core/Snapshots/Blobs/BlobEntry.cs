namespace TradeMatrix.Core.Snapshots.Blobs;

/// <summary>A stored blob.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Size">Bytes.</param>
/// <param name="LastModified">When it was written.</param>
public sealed record BlobEntry(string Key, long Size, DateTimeOffset LastModified);
