namespace TradeMatrix.Core.Snapshots;

/// <summary>What a clean-up removed.</summary>
/// <param name="Expired">Snapshots that had expired.</param>
/// <param name="Broken">Snapshots whose bytes were lost.</param>
/// <param name="Blobs">Blobs that no snapshot needs.</param>
public sealed record CleanupResult(int Expired, int Broken, int Blobs);
