namespace TradeMatrix.Core.Quotas;

/// <summary>The day's calls reached a level. Told once for a day and level, by one of all processes.</summary>
/// <param name="Day">UTC day.</param>
/// <param name="Level">The level reached.</param>
/// <param name="Used">Calls of the day so far.</param>
/// <param name="Limit">Calls a day.</param>
public sealed record QuotaNotice(DateOnly Day, QuotaLevel Level, int Used, int Limit);
