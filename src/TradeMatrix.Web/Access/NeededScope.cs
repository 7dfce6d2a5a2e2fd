namespace TradeMatrix.Web.Access;

/// <summary>The scope that an endpoint needs.</summary>
internal sealed record NeededScope(string Scope);
