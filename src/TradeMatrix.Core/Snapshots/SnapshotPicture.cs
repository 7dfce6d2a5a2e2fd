namespace TradeMatrix.Core.Snapshots;

/// <summary>The file of a snapshot.</summary>
/// <param name="Bytes">The file; null when the snapshot has expired.</param>
/// <param name="Format">Its extension.</param>
/// <param name="ContentHash">SHA-256 of the bytes, hex.</param>
/// <param name="ExpiresAt">When it goes, UTC.</param>
public sealed record SnapshotPicture(byte[]? Bytes, string Format, string ContentHash, DateTime ExpiresAt);
