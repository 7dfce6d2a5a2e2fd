using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout;

/// <summary>A figure with its place, ready to be painted. Shapes are clipped to their pane.</summary>
public abstract record Shape
{
    /// <summary>Connected straight lines. Horizontal and vertical ones come out on whole device pixels.</summary>
    /// <param name="Points">Two or more points.</param>
    /// <param name="Stroke">The line.</param>
    public sealed record Line(IReadOnlyList<PixelPoint> Points, Stroke Stroke) : Shape;

    /// <summary>A closed figure.</summary>
    /// <param name="Points">Three or more corners.</param>
    /// <param name="Fill">Colour of the inside, or null.</param>
    /// <param name="Border">The outline, or null.</param>
    public sealed record Polygon(IReadOnlyList<PixelPoint> Points, Rgba? Fill, Stroke? Border = null) : Shape;

    /// <summary>A rectangle on whole device pixels.</summary>
    /// <param name="Area">The rectangle.</param>
    /// <param name="Fill">Colour of the inside, or null.</param>
    /// <param name="Border">The outline, inside the area, or null.</param>
    /// <param name="Radius">Radius of the corners in pixels.</param>
    public sealed record Box(PixelRect Area, Rgba? Fill, Stroke? Border = null, double Radius = 0) : Shape;

    /// <summary>A disc.</summary>
    /// <param name="Center">Centre.</param>
    /// <param name="Radius">Radius in pixels.</param>
    /// <param name="Fill">Colour.</param>
    public sealed record Disc(PixelPoint Center, double Radius, Rgba Fill) : Shape;

    /// <summary>One line of text.</summary>
    /// <param name="Content">The text.</param>
    /// <param name="At">Left end of the base line.</param>
    /// <param name="Style">Size, weight and slant.</param>
    /// <param name="Color">Colour.</param>
    /// <param name="Angle">Degrees clockwise about <paramref name="At"/>.</param>
    public sealed record Text(string Content, PixelPoint At, TextStyle Style, Rgba Color, double Angle = 0) : Shape;
}
