namespace TradeMatrix.Core.Quotas;

/// <summary>What the ledger made of a call.</summary>
/// <param name="Added">Whether it was counted.</param>
/// <param name="Used">Calls of the day so far.</param>
/// <param name="Reached">The level that this call was the first to reach; null for none.</param>
internal readonly record struct LedgerEntry(bool Added, int Used, QuotaLevel? Reached);
