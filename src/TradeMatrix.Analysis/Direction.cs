namespace TradeMatrix.Analysis;

/// <summary>Which way prices are expected to go, or went.</summary>
public enum Direction
{
    /// <summary>Down.</summary>
    Bearish = -1,

    /// <summary>Either way.</summary>
    Neutral = 0,

    /// <summary>Up.</summary>
    Bullish = 1,
}
