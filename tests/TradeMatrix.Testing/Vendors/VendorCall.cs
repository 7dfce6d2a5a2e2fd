namespace TradeMatrix.Testing.Vendors;

/// <summary>A call that reached the server.</summary>
/// <param name="Address">Path and query.</param>
/// <param name="Query">Values of the query, unescaped.</param>
/// <param name="Authorization">That header; empty when there was none.</param>
/// <param name="UserAgent">That header; empty when there was none.</param>
public sealed record VendorCall(string Address, IReadOnlyDictionary<string, string> Query, string Authorization, string UserAgent);
