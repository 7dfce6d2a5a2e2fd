namespace TradeMatrix.Core.Reports;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its head.</param>
/// <param name="IsNumber">Whether it stands at the right.</param>
public sealed record ReportColumn(string Title, bool IsNumber = false);
