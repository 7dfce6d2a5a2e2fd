namespace TradeMatrix.Core.Reports;

/// <summary>What a text's colour says.</summary>
public enum ReportTone
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary>Less important.</summary>
    Muted,

    /// <summary>A key figure.</summary>
    Signal,

    /// <summary>Earned.</summary>
    Profit,

    /// <summary>Lost, or a warning.</summary>
    Risk,
}
