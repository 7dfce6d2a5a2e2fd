namespace TradeMatrix.Web.Charts;

/// <summary>The upstream quota.</summary>
/// <param name="DailyLimit">Calls a day (UTC).</param>
/// <param name="DailyUsed">Calls of the day so far.</param>
/// <param name="DailyRemaining">Calls of the day that are left, the reserve among them.</param>
/// <param name="PerSecondLimit">Calls in any second.</param>
/// <param name="SecondRemaining">Calls that may be sent at this moment.</param>
/// <param name="PercentageUsed">Part of the day's calls that is used.</param>
/// <param name="Level">ok, notice (80 %), alert (90 %), critical (95 %) or refused (100 %).</param>
/// <param name="ResetAt">Next midnight, UTC.</param>
public sealed record RateLimit(int DailyLimit, int DailyUsed, int DailyRemaining, int PerSecondLimit, int SecondRemaining, double PercentageUsed, string Level, DateTime ResetAt);
