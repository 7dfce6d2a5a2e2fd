namespace TradeMatrix.Analysis.Trends;

/// <summary>Where prices are going.</summary>
public enum TrendKind
{
    /// <summary>Too few bars to say.</summary>
    Unknown,

    /// <summary>Down.</summary>
    Bearish,

    /// <summary>Neither up nor down.</summary>
    Sideways,

    /// <summary>Up.</summary>
    Bullish,
}
