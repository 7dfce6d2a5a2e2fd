namespace TradeMatrix.Web.Charts;

/// <summary>Bars of a symbol, oldest first.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Timeframe">Canonical spelling.</param>
/// <param name="Source"><c>import</c>, or the name of a feed.</param>
/// <param name="Notices">What the reader should know.</param>
/// <param name="Bars">Each bar as time (Unix milliseconds UTC), open, high, low, close, volume (null when unknown).</param>
public sealed record BarList(string Symbol, string Timeframe, string Source, IReadOnlyList<string> Notices, IReadOnlyList<double?[]> Bars);
