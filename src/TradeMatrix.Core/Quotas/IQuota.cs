namespace TradeMatrix.Core.Quotas;

/// <summary>
/// Guards the calls to a provider that sells them by the day and the second, over all processes.
/// A call is reserved before it is sent, and a reservation is never given back: a call may have been counted
/// upstream whatever became of it here.
/// </summary>
public interface IQuota
{
    /// <summary>Takes one call for an agent, or says why not. Counts only when both the day and the second allow.</summary>
    /// <param name="agent">Who draws.</param>
    /// <param name="provider">Who is called, for the history.</param>
    /// <param name="mayUseReserve">Whether the agent's name is believed: then <c>MorningPlanner</c> and <c>JournalBot</c>, in any case, may use the reserve.</param>
    /// <exception cref="QuotaUnavailableException">The counters cannot be reached; no call may be sent.</exception>
    Task<QuotaDecision> ReserveAsync(string agent, string provider, bool mayUseReserve, CancellationToken cancellationToken);

    /// <summary>How things stand, without reserving.</summary>
    /// <exception cref="QuotaUnavailableException">The counters cannot be reached.</exception>
    Task<QuotaStatus> StatusAsync(CancellationToken cancellationToken);
}
