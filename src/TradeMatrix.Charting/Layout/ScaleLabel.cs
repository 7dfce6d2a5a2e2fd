using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout;

/// <summary>A box with text on the price scale or on the time scale.</summary>
/// <param name="Position">The pixel it marks: y on a price scale, x on the time scale.</param>
/// <param name="Content">The text.</param>
/// <param name="Ground">Colour of the box.</param>
/// <param name="Color">Colour of the text.</param>
public sealed record ScaleLabel(double Position, string Content, Rgba Ground, Rgba Color)
{
    /// <summary>Where the box is drawn, after labels have been moved apart.</summary>
    public PixelRect Area { get; init; }

    /// <summary>A name shown in the same colour, left of the scale; null for most.</summary>
    public string? Caption { get; init; }

    /// <summary>Whether it stays on its position and others give way.</summary>
    public bool IsFixed { get; init; }
}
