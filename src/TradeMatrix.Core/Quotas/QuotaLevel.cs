namespace TradeMatrix.Core.Quotas;

/// <summary>How much of the day's calls is used.</summary>
public enum QuotaLevel
{
    /// <summary>Less than 80 %.</summary>
    Ok,

    /// <summary>80 %.</summary>
    Notice,

    /// <summary>90 %.</summary>
    Alert,

    /// <summary>95 %: only MorningPlanner and JournalBot pass.</summary>
    Critical,

    /// <summary>100 %: nobody passes.</summary>
    Refused,
}
