namespace TradeMatrix.Core.Quotas;

/// <summary>No call may be sent now.</summary>
public sealed class QuotaExceededException(QuotaDecision decision) : Exception(Describe(decision))
{
    /// <summary>Why, and until when.</summary>
    public QuotaDecision Decision => decision;

    private static string Describe(QuotaDecision decision) => decision.Refusal switch
    {
        QuotaRefusal.Second => "the quota of this second is used up",
        QuotaRefusal.Reserve => $"the last {decision.Remaining} of {decision.Limit} calls of the day are kept for MorningPlanner and JournalBot",
        _ => $"the quota of the day is used up: {decision.Used} of {decision.Limit} calls",
    };
}
