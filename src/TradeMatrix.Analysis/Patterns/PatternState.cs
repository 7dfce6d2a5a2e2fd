namespace TradeMatrix.Analysis.Patterns;

/// <summary>How far a chart pattern has come.</summary>
public enum PatternState
{
    /// <summary>Complete but for the break that confirms it.</summary>
    Forming,

    /// <summary>A close passed the line that confirms it; a channel is confirmed by its sixth turn.</summary>
    Confirmed,

    /// <summary>A close passed the line that rules it out before one confirmed it; a sloping channel fails when it breaks against its slope.</summary>
    Failed,
}
