namespace TradeMatrix.Web.Charts;

/// <summary>What is to be set on a symbol; what is missing stays, or takes its default.</summary>
/// <param name="Symbol">Canonical symbol, when one is added.</param>
/// <param name="Alias">Name for people.</param>
/// <param name="Type">index, forex, crypto, stock, commodity or other.</param>
/// <param name="Exchange">Exchange whose calendar it follows.</param>
/// <param name="TickSize">Smallest step of its price.</param>
/// <param name="Timezone">IANA zone of its exchange.</param>
/// <param name="Active">Whether charts of it are drawn.</param>
/// <param name="ApiSymbol">The form that a data vendor wants.</param>
/// <param name="TvSymbol">TradingView's form.</param>
/// <param name="Aliases">Names by namespace, the preferred one first.</param>
public sealed record SymbolBody(
    string? Symbol, string? Alias, string? Type, string? Exchange, decimal? TickSize, string? Timezone, bool? Active, string? ApiSymbol, string? TvSymbol, IReadOnlyDictionary<string, IReadOnlyList<string>>? Aliases);
