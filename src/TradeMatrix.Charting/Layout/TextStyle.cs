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
        var (fits, tooLong) = (0, text.Length);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            if (Width(Cut(middle)) <= width) fits = middle;
            else tooLong = middle;
        }
        return fits == 0 ? "" : Cut(fits);
        string Cut(int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)].TrimEnd() + "…";
    }
}
