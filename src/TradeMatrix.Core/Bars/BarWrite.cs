namespace TradeMatrix.Core.Bars;

/// <summary>What a write of bars did.</summary>
/// <param name="Inserted">Bars that were new.</param>
/// <param name="Updated">Bars that changed.</param>
/// <param name="Unchanged">Bars that stood already.</param>
public sealed record BarWrite(int Inserted, int Updated, int Unchanged);
