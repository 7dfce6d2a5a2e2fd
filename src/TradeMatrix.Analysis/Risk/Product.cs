namespace TradeMatrix.Analysis.Risk;

/// <summary>What is traded.</summary>
public enum Product
{
    /// <summary>Contract for difference.</summary>
    Cfd,

    /// <summary>Knock-out certificate.</summary>
    KnockOut,

    /// <summary>Future.</summary>
    Future,
}
