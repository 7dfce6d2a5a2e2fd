using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout;

/// <summary>How a line is drawn.</summary>
/// <param name="Color">Colour.</param>
/// <param name="Width">Width in pixels at scale 1.</param>
/// <param name="Style">0 solid, 1 dotted, 2 dashed, 3 long dashes, 4 dash and dot, 5 sparse dots.</param>
public readonly record struct Stroke(Rgba Color, double Width = 1, int Style = 0);
