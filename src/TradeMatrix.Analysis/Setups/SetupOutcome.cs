namespace TradeMatrix.Analysis.Setups;

/// <summary>What a setup came to.</summary>
public enum SetupOutcome
{
    /// <summary>The trade earned.</summary>
    Win,

    /// <summary>The trade lost.</summary>
    Loss,

    /// <summary>The trade ended at its entry, where its stop had moved.</summary>
    Breakeven,

    /// <summary>The stop was reached before the entry.</summary>
    Invalidated,

    /// <summary>The target was reached before the entry.</summary>
    Missed,

    /// <summary>Neither was reached before its validity was over.</summary>
    Expired,
}
