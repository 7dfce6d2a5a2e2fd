namespace TradeMatrix.Analysis.Setups;

/// <summary>What happened to a setup.</summary>
public enum SetupEventKind
{
    /// <summary>It was entered.</summary>
    Entered,

    /// <summary>Its stop moved.</summary>
    StopMoved,

    /// <summary>It ended.</summary>
    Closed,
}
