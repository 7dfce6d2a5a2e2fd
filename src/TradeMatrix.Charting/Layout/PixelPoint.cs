namespace TradeMatrix.Charting.Layout;

/// <summary>A point in pixels at scale 1; x grows right, y grows down.</summary>
/// <param name="X">Horizontal position.</param>
/// <param name="Y">Vertical position.</param>
public readonly record struct PixelPoint(double X, double Y);
