namespace TradeMatrix.Web.Charts;

/// <summary>What an import did.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Timeframe">Timeframe of the bars.</param>
/// <param name="Format">Whose form of CSV the file has.</param>
/// <param name="Inserted">Bars that were new.</param>
/// <param name="Updated">Bars that differed from the stored ones.</param>
/// <param name="Unchanged">Bars that were stored before.</param>
public sealed record ImportAnswer(string Symbol, string Timeframe, string Format, int Inserted, int Updated, int Unchanged);
