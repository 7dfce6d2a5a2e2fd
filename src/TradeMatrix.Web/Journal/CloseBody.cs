namespace TradeMatrix.Web.Journal;

/// <summary>How a trade ended.</summary>
/// <param name="ExitPrice">Mean price of the exit.</param>
/// <param name="ExitTime">When; by default now.</param>
/// <param name="Version">The version that the change is based on.</param>
public sealed record CloseBody(decimal ExitPrice, string? ExitTime, int? Version);
