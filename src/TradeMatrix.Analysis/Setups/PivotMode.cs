namespace TradeMatrix.Analysis.Setups;

/// <summary>What the setups of the morning take for the pivot and its first resistance.</summary>
public enum PivotMode
{
    /// <summary>Classic pivot points of the previous trading day.</summary>
    Classic,

    /// <summary>Yesterday's close as the pivot; yesterday's high (for shorts: low) as the level behind it.</summary>
    Close,
}
