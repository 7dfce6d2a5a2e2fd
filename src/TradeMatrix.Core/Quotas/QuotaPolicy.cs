using TradeMatrix.Core.Settings;

namespace TradeMatrix.Core.Quotas;

/// <summary>Who may call how often: the rules, without a counter.</summary>
internal sealed record QuotaPolicy(int DailyLimit, int PerSecondLimit, int Reserve)
{
    private static readonly HashSet<string> CriticalAgents = new(["MorningPlanner", "JournalBot"], StringComparer.OrdinalIgnoreCase);

    public static QuotaPolicy Of(ServiceSettings settings) => new(settings.DailyLimit, settings.PerSecondLimit, settings.Reserve);

    /// <summary>
    /// An agent passes while fewer calls than this are used. For most agents the reserve and the level Critical both end it,
    /// whichever comes first. Anybody can call themselves MorningPlanner, so that a name opens the reserve only for whom we trust.
    /// </summary>
    public int CeilingFor(string agent, bool mayUseReserve)
    {
        if (mayUseReserve && CriticalAgents.Contains(agent)) return DailyLimit;
        var reserve = Math.Min(DailyLimit, (long)DailyLimit - Reserve + 1);
        return (int)Math.Max(0, Math.Min(reserve, UsedAt(95)));
    }

    public QuotaLevel LevelAt(int used) =>
        used >= DailyLimit ? QuotaLevel.Refused
        : used >= UsedAt(95) ? QuotaLevel.Critical
        : used >= UsedAt(90) ? QuotaLevel.Alert
        : used >= UsedAt(80) ? QuotaLevel.Notice
        : QuotaLevel.Ok;

    public QuotaDecision Allow(int used, DateTime now) => new() { Used = used, Limit = DailyLimit, ResetAt = ResetAfter(now), Level = LevelAt(used) };

    public QuotaDecision RefuseDay(int used, DateTime now) => Allow(used, now) with
    {
        Refusal = used >= DailyLimit ? QuotaRefusal.Day : QuotaRefusal.Reserve,
        RetryAfter = ResetAfter(now) - now,
    };

    public QuotaDecision RefuseSecond(int used, DateTime now, TimeSpan retryAfter) =>
        Allow(used, now) with { Refusal = QuotaRefusal.Second, RetryAfter = retryAfter };

    public QuotaStatus Status(int used, int inLastSecond, DateTime now) => new()
    {
        DailyLimit = DailyLimit,
        DailyUsed = used,
        PerSecondLimit = PerSecondLimit,
        SecondRemaining = Math.Max(0, PerSecondLimit - inLastSecond),
        ResetAt = ResetAfter(now),
        Level = LevelAt(used),
    };

    private static DateTime ResetAfter(DateTime now) => now.Date.AddDays(1);

    /// <summary>The first count that is at least so many percent.</summary>
    private long UsedAt(int percent) => ((long)DailyLimit * percent + 99) / 100;
}
