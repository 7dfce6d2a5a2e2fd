namespace TradeMatrix.Web.Agents;

/// <summary>A page of analyses, newest first.</summary>
/// <param name="Analyses">The page.</param>
/// <param name="NextCursor">The cursor of the next page; null at the end.</param>
internal sealed record AnalysisList(IReadOnlyList<AnalysisItem> Analyses, string? NextCursor);
