namespace TradeMatrix.Core.Quotas;

/// <summary>Takes calls of a quota that may have to be waited for.</summary>
internal static class QuotaWait
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Takes a call. A full second passes: it is waited for rather than refused.</summary>
    /// <exception cref="QuotaExceededException">The day's calls are used up, or the seconds stay full.</exception>
    public static async Task TakeAsync(this IQuota quota, string agent, string provider, bool mayUseReserve, TimeProvider clock, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + Longest;
        while (true)
        {
            var decision = await quota.ReserveAsync(agent, provider, mayUseReserve, cancellationToken).ConfigureAwait(false);
            if (decision.Allowed) return;
            if (decision.Refusal != QuotaRefusal.Second || clock.GetUtcNow() + decision.RetryAfter > until) throw new QuotaExceededException(decision);
            await Task.Delay(decision.RetryAfter, clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
