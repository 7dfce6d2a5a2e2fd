namespace TradeMatrix.Analysis.Setups;

/// <summary>Where a setup is in its life.</summary>
public enum SetupState
{
    /// <summary>It waits for its entry.</summary>
    Pending,

    /// <summary>It is entered.</summary>
    EntryHit,

    /// <summary>The target was reached, after the entry or without it.</summary>
    TargetHit,

    /// <summary>The stop was reached, after the entry or without it.</summary>
    StopHit,

    /// <summary>It was not entered in time.</summary>
    Expired,

    /// <summary>It ended by time, between stop and target.</summary>
    TimedOut,
}
