namespace TradeMatrix.Core.Symbols;

/// <summary>Another name of an instrument.</summary>
public sealed class SymbolAlias
{
    public Guid SymbolId { get; set; }
    public MarketSymbol Symbol { get; set; } = null!;

    /// <summary>One of <see cref="SymbolNamespace.All"/>.</summary>
    public string Namespace { get; set; } = "";

    /// <summary>The name as written there.</summary>
    public string Alias { get; set; } = "";

    /// <summary>The lowest is the form to send to that namespace.</summary>
    public int Priority { get; set; }
}
