namespace TradeMatrix.Analysis.Swings;

/// <summary>What kind of turn a swing is.</summary>
public enum SwingKind
{
    /// <summary>Prices fell away after it.</summary>
    High,

    /// <summary>Prices rose away after it.</summary>
    Low,
}
