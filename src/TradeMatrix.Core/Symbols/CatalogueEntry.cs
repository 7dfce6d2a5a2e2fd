namespace TradeMatrix.Core.Symbols;

/// <summary>An instrument that every installation knows.</summary>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Alias">Name for people.</param>
/// <param name="Type">Kind of instrument.</param>
/// <param name="Exchange">Exchange whose calendar it follows.</param>
/// <param name="TickSize">Smallest step of its price.</param>
/// <param name="Timezone">IANA zone of its exchange.</param>
/// <param name="Aliases">Its names by namespace, the preferred one first.</param>
internal sealed record CatalogueEntry(string Symbol, string Alias, string Type, string Exchange, decimal TickSize, string Timezone, IReadOnlyDictionary<string, IReadOnlyList<string>> Aliases);
