namespace TradeMatrix.Core.Reports;

/// <summary>A table; its head comes again on each page.</summary>
/// <param name="Columns">The columns, at least one.</param>
/// <param name="Rows">Cells, as many in each row as there are columns.</param>
public sealed record ReportTable(IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<ReportCell>> Rows) : ReportBlock;
