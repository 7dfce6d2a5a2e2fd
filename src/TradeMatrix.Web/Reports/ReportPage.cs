namespace TradeMatrix.Web.Reports;

/// <summary>A page of reports, newest day first.</summary>
/// <param name="Reports">The page.</param>
/// <param name="NextCursor">The cursor of the next page; null at the end.</param>
public sealed record ReportPage(IReadOnlyList<ReportItem> Reports, string? NextCursor);
