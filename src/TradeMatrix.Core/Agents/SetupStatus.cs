namespace TradeMatrix.Core.Agents;

/// <summary>Where a stored setup is in its life.</summary>
public static class SetupStatus
{
    /// <summary>Shown, but not followed.</summary>
    public const string Watchlist = "watchlist";

    /// <summary>Waits for its entry.</summary>
    public const string Pending = "pending";

    /// <summary>Entered.</summary>
    public const string EntryHit = "entry_hit";

    /// <summary>The target was reached.</summary>
    public const string TargetHit = "tp_hit";

    /// <summary>The stop was reached.</summary>
    public const string StopHit = "sl_hit";

    /// <summary>Ended by time.</summary>
    public const string TimedOut = "timed_out";

    /// <summary>Not entered in time.</summary>
    public const string Expired = "expired";

    /// <summary>Ended by its owner.</summary>
    public const string Cancelled = "cancelled";
}
