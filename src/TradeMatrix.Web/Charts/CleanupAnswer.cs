namespace TradeMatrix.Web.Charts;

/// <summary>What a clean-up removed.</summary>
/// <param name="DeletedCount">Snapshots that had expired.</param>
/// <param name="BrokenCount">Snapshots whose picture was lost.</param>
/// <param name="BlobCount">Pictures that no snapshot shows.</param>
public sealed record CleanupAnswer(int DeletedCount, int BrokenCount, int BlobCount);
