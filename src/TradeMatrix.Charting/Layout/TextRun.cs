using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout;

/// <summary>A piece of text with its place.</summary>
/// <param name="Content">The text.</param>
/// <param name="At">Left end of the base line.</param>
/// <param name="Style">Font.</param>
/// <param name="Color">Colour.</param>
public sealed record TextRun(string Content, PixelPoint At, TextStyle Style, Rgba Color)
{
    /// <summary>The room that the text takes.</summary>
    public PixelRect Area => new(At.X, At.Y - Style.CapHeight - 2, At.X + Style.Width(Content), At.Y + 3);
}
