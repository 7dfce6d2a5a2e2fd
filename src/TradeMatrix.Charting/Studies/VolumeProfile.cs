namespace TradeMatrix.Charting.Studies;

/// <summary>Volume by price of the visible bars.</summary>
/// <param name="Low">Lower edge of the lowest row, price units.</param>
/// <param name="RowHeight">Height of a row, price units.</param>
/// <param name="Up">Volume of rising bars by row, lowest first.</param>
/// <param name="Down">Volume of falling bars by row.</param>
/// <param name="ValueAreaFirst">First row of the value area.</param>
/// <param name="ValueAreaLast">Last row of the value area.</param>
/// <param name="PointOfControl">Row with the most volume.</param>
public sealed record VolumeProfile(double Low, double RowHeight, double[] Up, double[] Down, int ValueAreaFirst, int ValueAreaLast, int PointOfControl);
