using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>Lines of text with a padding about them: how large they are, where they fit and their shapes.</summary>
internal sealed class TextBox
{
    /// <summary>What boxes keep clear of the plot's edges, pixels.</summary>
    public const double Margin = 2;

    private readonly string[] _lines;
    private readonly TextStyle _style;
    private readonly double _across, _down;

    /// <summary>Sets a text, cut with an ellipsis where it is wider or longer than the plot.</summary>
    /// <param name="text">The text; a line feed starts a line.</param>
    /// <param name="style">How it is set.</param>
    /// <param name="plot">The plot it must fit.</param>
    public TextBox(string text, TextStyle style, PixelRect plot)
    {
        _style = style;
        (_across, _down) = (Math.Max(3, Math.Ceiling(style.Size * 0.5)), Math.Max(1, Math.Ceiling(style.Size * 0.15)));
        _lines = Lines(text, style, plot.Width - (2 * (_across + Margin)), plot.Height - (2 * (_down + Margin)));
        Width = Math.Ceiling(_lines.Max(line => style.Width(line))) + (2 * _across);
        Height = (_lines.Length * style.LineHeight) + (2 * _down);
    }

    /// <summary>Width with padding, pixels.</summary>
    public double Width { get; }

    /// <summary>Height with padding, pixels.</summary>
    public double Height { get; }

    /// <summary>Splits a text into lines, each cut to a width, as many as a height takes but at least one.</summary>
    public static string[] Lines(string text, TextStyle style, double width, double height)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        var most = Math.Max(1, (int)(height / style.LineHeight));
        if (lines.Length > most)
        {
            lines = lines[..most];
            lines[^1] += "…";
        }
        for (var i = 0; i < lines.Length; i++) lines[i] = style.Fit(lines[i].Replace('\t', ' '), width);
        return lines;
    }

    /// <summary>The box about a centre, moved so that the plot holds it.</summary>
    public PixelRect CenteredAt(double x, double y, PixelRect plot) => Inside(x - (Width / 2), y - (Height / 2), plot);

    /// <summary>The box at a corner, moved so that the plot holds it.</summary>
    public PixelRect Inside(double left, double top, PixelRect plot)
    {
        left = Fit(left, Width, plot.Left + Margin, plot.Right - Margin);
        top = Fit(top, Height, plot.Top + Margin, plot.Bottom - Margin);
        return new(left, top, left + Width, top + Height);
    }

    /// <summary>Adds the box and its text.</summary>
    /// <param name="shapes">Where they go.</param>
    /// <param name="area">The box, as large as <see cref="Width"/> and <see cref="Height"/>.</param>
    /// <param name="color">Colour of the text.</param>
    /// <param name="ground">Colour of the box, or null.</param>
    /// <param name="border">Outline of the box, or null.</param>
    /// <param name="radius">Radius of the corners.</param>
    /// <param name="align">Where lines stand: 0 left, 0.5 centred, 1 right.</param>
    public void AddTo(
        List<Shape> shapes, PixelRect area, Rgba color, Rgba? ground = null, Stroke? border = null, double radius = 0, double align = 0)
    {
        if (ground is not null || border is not null) shapes.Add(new Shape.Box(area, ground, border, radius));
        for (var i = 0; i < _lines.Length; i++)
        {
            if (_lines[i].Length == 0) continue;
            var left = area.Left + _across + (align * (area.Width - (2 * _across) - _style.Width(_lines[i])));
            var center = area.Top + _down + ((i + 0.5) * _style.LineHeight);
            shapes.Add(new Shape.Text(_lines[i], new(left, _style.BaselineFor(center)), _style, color));
        }
    }

    private static double Fit(double start, double length, double low, double high) =>
        high - low < length ? ((low + high) / 2) - (length / 2) : Math.Clamp(start, low, high - length);
}
