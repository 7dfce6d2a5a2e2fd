namespace TradeMatrix.Core.Reports;

/// <summary>A section of a report.</summary>
/// <param name="Title">Its head.</param>
/// <param name="Blocks">What it holds, in order.</param>
public sealed record ReportSection(string Title, IReadOnlyList<ReportBlock> Blocks);
