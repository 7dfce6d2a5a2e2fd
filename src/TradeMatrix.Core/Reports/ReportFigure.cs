namespace TradeMatrix.Core.Reports;

/// <summary>A key figure.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">Its value with its unit.</param>
/// <param name="Tone">What its colour says.</param>
public sealed record ReportFigure(string Label, string Value, ReportTone Tone = ReportTone.Signal);
