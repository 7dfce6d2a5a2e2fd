namespace TradeMatrix.Core.Snapshots;

/// <summary>A part of a list of snapshots, newest first.</summary>
/// <param name="Snapshots">The snapshots, each with its symbol.</param>
/// <param name="Total">How many the filter lets through.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record SnapshotPage(IReadOnlyList<ChartSnapshot> Snapshots, long Total, PageCursor? Next);
