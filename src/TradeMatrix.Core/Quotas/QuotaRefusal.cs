namespace TradeMatrix.Core.Quotas;

/// <summary>Why a call may not be sent.</summary>
public enum QuotaRefusal
{
    /// <summary>The day's calls are used up.</summary>
    Day,

    /// <summary>As many calls as a second allows were sent within the last second.</summary>
    Second,

    /// <summary>What is left of the day is kept for MorningPlanner and JournalBot.</summary>
    Reserve,
}
