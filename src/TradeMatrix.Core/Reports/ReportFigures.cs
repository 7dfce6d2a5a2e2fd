namespace TradeMatrix.Core.Reports;

/// <summary>Key figures, side by side.</summary>
/// <param name="Figures">The figures.</param>
public sealed record ReportFigures(IReadOnlyList<ReportFigure> Figures) : ReportBlock;
