using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Agents;

/// <summary>What ChartWatcher saw in a symbol's bars of one timeframe.</summary>
public sealed class ChartAnalysis : IOwned
{
    public Guid Id { get; set; }
    public Guid? UserId { get; set; }
    public Guid SymbolId { get; set; }
    public MarketSymbol Symbol { get; set; } = null!;
    public string Timeframe { get; set; } = "";

    /// <summary>Open time of the last closed bar that it looked at.</summary>
    public DateTime AsOf { get; set; }

    /// <summary>Its picture, which may have expired since.</summary>
    public Guid? SnapshotId { get; set; }

    public string? ChartUrl { get; set; }

    /// <summary><c>bullish</c>, <c>bearish</c>, <c>sideways</c> or <c>unknown</c>.</summary>
    public string Trend { get; set; } = "unknown";

    /// <summary>A JSON list.</summary>
    public string PatternsDetected { get; set; } = "[]";

    /// <summary>A JSON list of prices, nearest first.</summary>
    public string SupportLevels { get; set; } = "[]";

    /// <summary>A JSON list of prices, nearest first.</summary>
    public string ResistanceLevels { get; set; } = "[]";

    /// <summary>0 to 1.</summary>
    public double ConfidenceScore { get; set; }

    public string AnalysisSummary { get; set; } = "";

    /// <summary>All that was found, a JSON object.</summary>
    public string Payload { get; set; } = "{}";

    public DateTime CreatedAt { get; set; }
}
