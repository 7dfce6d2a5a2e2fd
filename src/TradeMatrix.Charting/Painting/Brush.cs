using SkiaSharp;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Painting;

/// <summary>A canvas with its paints and fonts, and the rounding that keeps edges on whole device pixels. One thread at a time.</summary>
internal sealed class Brush : IDisposable
{
    private readonly SKPaint _fill = new() { IsAntialias = false };
    private readonly SKPaint _smoothFill = new() { IsAntialias = true };
    private readonly SKPaint _stroke = new() { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeJoin = SKStrokeJoin.Round };
    private readonly SKPaint _text = new() { IsAntialias = true };
    private readonly Dictionary<TextStyle, SKFont> _fonts = [];
    private Rgba? _fillColor;

    /// <summary>Wraps a canvas, which is scaled to pixels at scale 1.</summary>
    /// <param name="canvas">The canvas, not owned.</param>
    /// <param name="scale">Device pixels a pixel.</param>
    public Brush(SKCanvas canvas, double scale)
    {
        (Canvas, Scale) = (canvas, scale);
        canvas.Scale((float)scale);
    }

    /// <summary>The canvas.</summary>
    public SKCanvas Canvas { get; }

    /// <summary>Device pixels a pixel.</summary>
    public double Scale { get; }

    /// <summary>The nearest edge between device pixels.</summary>
    public double Snap(double value) => Math.Round(value * Scale, MidpointRounding.AwayFromZero) / Scale;

    /// <summary>A line width on whole device pixels, at least one.</summary>
    public double SnapWidth(double width) => Math.Max(1, Math.Round(width * Scale, MidpointRounding.AwayFromZero)) / Scale;

    /// <summary>Fills a rectangle; its edges are rounded to device pixels.</summary>
    public void Fill(double left, double top, double right, double bottom, Rgba color)
    {
        // Most rectangles follow one of their own colour, and each change is a call into native code.
        if (_fillColor != color) _fill.Color = Skia((_fillColor = color).Value);
        Canvas.DrawRect(new SKRect((float)Snap(left), (float)Snap(top), (float)Snap(right), (float)Snap(bottom)), _fill);
    }

    /// <summary>A horizontal line, its width in whole device pixels.</summary>
    public void Horizontal(double left, double right, double y, Stroke stroke)
    {
        var width = SnapWidth(stroke.Width);
        var top = Snap(y - (width / 2));
        foreach (var (from, to) in Dashes.Cut(left, right, stroke)) Fill(from, top, to, top + width, stroke.Color);
    }

    /// <summary>A vertical line, its width in whole device pixels.</summary>
    public void Vertical(double x, double top, double bottom, Stroke stroke)
    {
        var width = SnapWidth(stroke.Width);
        var left = Snap(x - (width / 2));
        foreach (var (from, to) in Dashes.Cut(top, bottom, stroke)) Fill(left, from, left + width, to, stroke.Color);
    }

    /// <summary>Strokes a path.</summary>
    public void Stroke(SKPath path, Stroke stroke)
    {
        _stroke.Color = Skia(stroke.Color);
        _stroke.StrokeWidth = (float)stroke.Width;
        _stroke.PathEffect = Dashes.Effect(stroke);
        Canvas.DrawPath(path, _stroke);
    }

    /// <summary>Strokes connected points.</summary>
    public void Polyline(ReadOnlySpan<SKPoint> points, Stroke stroke)
    {
        if (points.Length < 2) return;
        using var builder = new SKPathBuilder();
        builder.MoveTo(points[0]);
        foreach (var point in points[1..]) builder.LineTo(point);
        using var path = builder.Detach();
        Stroke(path, stroke);
    }

    /// <summary>Fills a path with soft edges.</summary>
    public void Fill(SKPath path, Rgba color)
    {
        _smoothFill.Color = Skia(color);
        Canvas.DrawPath(path, _smoothFill);
    }

    /// <summary>Fills a path with a colour that passes into another from one height to a lower one.</summary>
    public void FillGradient(SKPath path, double top, double bottom, Rgba from, Rgba to)
    {
        using var shader = SKShader.CreateLinearGradient(new SKPoint(0, (float)top), new SKPoint(0, (float)bottom), [Skia(from), Skia(to)], SKShaderTileMode.Clamp);
        _smoothFill.Color = SKColors.Black;
        _smoothFill.Shader = shader;
        Canvas.DrawPath(path, _smoothFill);
        _smoothFill.Shader = null;
    }

    /// <summary>Fills a disc.</summary>
    public void Disc(double x, double y, double radius, Rgba color)
    {
        _smoothFill.Color = Skia(color);
        Canvas.DrawCircle((float)x, (float)y, (float)radius, _smoothFill);
    }

    /// <summary>Sets one line of text, its base line on a device pixel.</summary>
    public void Text(string text, double x, double baseline, TextStyle style, Rgba color, double angle = 0)
    {
        if (text.Length == 0) return;
        _text.Color = Skia(color);
        if (angle == 0)
        {
            Canvas.DrawText(text, (float)x, (float)Snap(baseline), SKTextAlign.Left, Font(style), _text);
            return;
        }
        Canvas.Save();
        Canvas.RotateDegrees((float)angle, (float)x, (float)baseline);
        Canvas.DrawText(text, (float)x, (float)baseline, SKTextAlign.Left, Font(style), _text);
        Canvas.Restore();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _fill.Dispose();
        _smoothFill.Dispose();
        _stroke.Dispose();
        _text.Dispose();
        foreach (var font in _fonts.Values) font.Dispose();
    }

    internal static SKColor Skia(Rgba color) => new(color.R, color.G, color.B, color.A);

    private SKFont Font(TextStyle style)
    {
        if (_fonts.TryGetValue(style, out var font)) return font;
        font = new SKFont(ChartFont.Typeface(style.IsBold), (float)style.Size)
        {
            Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true, SkewX = style.IsItalic ? -0.2f : 0,
        };
        return _fonts[style] = font;
    }
}
