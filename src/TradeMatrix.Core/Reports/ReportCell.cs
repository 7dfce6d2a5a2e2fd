namespace TradeMatrix.Core.Reports;

/// <summary>A cell of a table.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Tone">What its colour says.</param>
public readonly record struct ReportCell(string Text, ReportTone Tone = ReportTone.Plain)
{
    /// <summary>A cell without a meaning of its colour.</summary>
    public static implicit operator ReportCell(string text) => new(text);
}
