namespace TradeMatrix.Charting.Bars;

/// <summary>What a file of bars holds.</summary>
/// <param name="Bars">The bars, oldest first; at least one.</param>
/// <param name="Extra">Further columns of numbers in the file's order, aligned with <paramref name="Bars"/>.</param>
/// <param name="Timeframe">As given, or from the most common step between the times.</param>
/// <param name="Precision">
/// Most decimals in the prices of the last 1,000 bars, at most 12. Zeros at the end do not count, because some exchanges
/// pad every price to the same length.
/// </param>
/// <param name="SourceFormat">Layout that was recognised.</param>
public sealed record BarFile(BarSeries Bars, IReadOnlyList<ExtraColumn> Extra, Timeframe Timeframe, int Precision, SourceFormat SourceFormat);
