namespace TradeMatrix.Charting.Layout;

/// <summary>How text is set.</summary>
/// <param name="Size">Font size in pixels at scale 1.</param>
/// <param name="IsBold">Bold face.</param>
/// <param name="IsItalic">Slanted.</param>
public readonly record struct TextStyle(double Size, bool IsBold = false, bool IsItalic = false)
{
    /// <summary>Width of a text in pixels.</summary>
    public double Width(ReadOnlySpan<char> text) => ChartFont.Width(text, IsBold) * Size;

    /// <summary>Distance from the base line up to the top of a capital letter.</summary>
    public double CapHeight => Size * ChartFont.CapHeight;

    /// <summary>Distance between base lines.</summary>
    public double LineHeight => Math.Ceiling(Size * 1.35);

    /// <summary>The base line that centres capitals and figures on a height.</summary>
    public double BaselineFor(double centerY) => centerY + (CapHeight / 2);

    /// <summary>The text, or its beginning with an ellipsis, so that it fits a width; empty when not even that fits.</summary>
    public string Fit(string text, double width)
    {
        if (Width(text) <= width) return text;
        for (var length = text.Length - 1; length > 0; length--)
        {
            var cut = text[..length].TrimEnd() + "…";
            if (Width(cut) <= width) return cut;
        }
        return "";
    }
}
