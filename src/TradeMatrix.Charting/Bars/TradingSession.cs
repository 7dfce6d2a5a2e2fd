namespace TradeMatrix.Charting.Bars;

/// <summary>The session of one trading day; moments in Unix milliseconds UTC, ends not included.</summary>
/// <param name="Day">The trading day, days since 1970-01-01.</param>
/// <param name="Open">Regular open, on the day before where a session runs over midnight.</param>
/// <param name="Close">Regular close, the earlier one of a half day.</param>
/// <param name="ExtendedOpen">Start of the pre-market; the regular open where there is none.</param>
/// <param name="ExtendedClose">End of the post-market; the regular close where there is none.</param>
public readonly record struct TradingSession(int Day, long Open, long Close, long ExtendedOpen, long ExtendedClose);
