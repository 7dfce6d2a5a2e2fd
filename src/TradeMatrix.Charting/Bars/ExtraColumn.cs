namespace TradeMatrix.Charting.Bars;

/// <summary>A further column of numbers in a file of bars, such as an exported plot.</summary>
/// <param name="Name">Header as written, without angle brackets; several columns may share one.</param>
/// <param name="Values">One value a bar; NaN where the file has none.</param>
public sealed record ExtraColumn(string Name, double[] Values);
