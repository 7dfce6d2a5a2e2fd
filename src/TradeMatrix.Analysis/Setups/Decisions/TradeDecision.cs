namespace TradeMatrix.Analysis.Setups;

/// <summary>What becomes of a validated trade.</summary>
public enum TradeDecision
{
    /// <summary>It goes out.</summary>
    Execute,

    /// <summary>Only what is open may be made smaller: there are as many trades as allowed.</summary>
    Reduce,

    /// <summary>Nothing more today.</summary>
    Halt,

    /// <summary>Not before the event that is near.</summary>
    Wait,

    /// <summary>Not at all.</summary>
    Reject,
}
