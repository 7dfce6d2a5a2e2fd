namespace TradeMatrix.Web.Charts;

/// <summary>A page of snapshots, newest first.</summary>
/// <param name="Snapshots">The page.</param>
/// <param name="Total">How many the filter lets through.</param>
/// <param name="Limit">Most on a page.</param>
/// <param name="Offset">How many were passed over.</param>
/// <param name="NextCursor">The cursor of the next page; null at the end.</param>
public sealed record SnapshotList(IReadOnlyList<SnapshotItem> Snapshots, long Total, int Limit, int Offset, string? NextCursor);
