using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Charts.Subjects;

/// <summary>What a chart is of: a symbol, or a formula of several.</summary>
/// <param name="Symbol">The symbol; of a formula one of that name, which is in no database.</param>
public sealed record ChartSubject(MarketSymbol Symbol)
{
    /// <summary>The formula; null for a symbol.</summary>
    public SymbolFormula? Formula { get; init; }

    /// <summary>The formula's symbols, in its order.</summary>
    public IReadOnlyList<MarketSymbol> Operands { get; init; } = [];

    /// <summary>What the reader should know.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The symbol to which a snapshot belongs: of a formula its first.</summary>
    public MarketSymbol Owner => Operands is [var first, ..] ? first : Symbol;
}
