using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Web.Charts;

/// <summary>A symbol.</summary>
public sealed record SymbolItem(Guid Id, string Symbol, string? Alias, string Type, string? Exchange, decimal TickSize, string Timezone, bool Active, string? ApiSymbol, string? TvSymbol, bool Shared, IReadOnlyDictionary<string, IReadOnlyList<string>>? Aliases)
{
    internal static SymbolItem Of(MarketSymbol s, IReadOnlyDictionary<string, IReadOnlyList<string>>? aliases = null) =>
        new(s.Id, s.Symbol, s.Alias, s.Type, s.Exchange, s.TickSize, s.Timezone, s.Active, s.ApiSymbol, s.TvSymbol, s.UserId is null, aliases);
}
