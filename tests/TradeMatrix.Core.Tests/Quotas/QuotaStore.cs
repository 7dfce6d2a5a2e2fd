namespace TradeMatrix.Core.Tests.Quotas;

/// <summary>Where the counters are.</summary>
public enum QuotaStore
{
    Sqlite,
    Postgres,
    Redis,
}
