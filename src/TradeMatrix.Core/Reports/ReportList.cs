namespace TradeMatrix.Core.Reports;

/// <summary>Points, each with a dot before it.</summary>
/// <param name="Items">Their texts.</param>
public sealed record ReportList(IReadOnlyList<string> Items) : ReportBlock;
