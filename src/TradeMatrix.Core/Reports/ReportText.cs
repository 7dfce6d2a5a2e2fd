namespace TradeMatrix.Core.Reports;

/// <summary>A paragraph.</summary>
/// <param name="Text">Its text; a line break begins a new line.</param>
/// <param name="Tone">What its colour says.</param>
public sealed record ReportText(string Text, ReportTone Tone = ReportTone.Plain) : ReportBlock;
