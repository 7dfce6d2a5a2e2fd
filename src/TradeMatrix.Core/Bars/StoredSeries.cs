using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Bars;

/// <summary>A symbol's bars of one timeframe, as a whole.</summary>
public sealed class StoredSeries
{
    public int Id { get; set; }
    public Guid SymbolId { get; set; }
    public MarketSymbol Symbol { get; set; } = null!;

    /// <summary>Canonical spelling, such as <c>15m</c>.</summary>
    public string Timeframe { get; set; } = "";

    /// <summary>Who wrote it last: <c>import</c>, or the name of a feed.</summary>
    public string Source { get; set; } = "import";

    /// <summary>How many bars there are.</summary>
    public long Count { get; set; }

    /// <summary>Open time of the first bar.</summary>
    public DateTime? FirstTs { get; set; }

    /// <summary>Open time of the last bar.</summary>
    public DateTime? LastTs { get; set; }

    /// <summary>Counts the writes that changed something.</summary>
    public long Revision { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>When a feed last answered for it.</summary>
    public DateTime? CheckedAt { get; set; }
}
