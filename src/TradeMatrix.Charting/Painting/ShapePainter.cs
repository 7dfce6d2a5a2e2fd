using SkiaSharp;
using TradeMatrix.Charting.Layout;

namespace TradeMatrix.Charting.Painting;

/// <summary>Paints shapes.</summary>
internal static class ShapePainter
{
    /// <summary>Paints shapes in order.</summary>
    public static void Paint(Brush brush, IEnumerable<Shape> shapes)
    {
        foreach (var shape in shapes)
        {
            switch (shape)
            {
                case Shape.Line line: Paint(brush, line); break;
                case Shape.Polygon polygon: Paint(brush, polygon); break;
                case Shape.Box box: Paint(brush, box); break;
                case Shape.Disc disc: brush.Disc(disc.Center.X, disc.Center.Y, disc.Radius, disc.Fill); break;
                case Shape.Text text: brush.Text(text.Content, text.At.X, text.At.Y, text.Style, text.Color, text.Angle); break;
            }
        }
    }

    private static void Paint(Brush brush, Shape.Line line)
    {
        if (line.Points.Count == 2)
        {
            var (a, b) = (line.Points[0], line.Points[1]);
            if (Math.Abs(a.Y - b.Y) < 0.01)
            {
                brush.Horizontal(Math.Min(a.X, b.X), Math.Max(a.X, b.X), a.Y, line.Stroke);
                return;
            }
            if (Math.Abs(a.X - b.X) < 0.01)
            {
                brush.Vertical(a.X, Math.Min(a.Y, b.Y), Math.Max(a.Y, b.Y), line.Stroke);
                return;
            }
        }
        using var path = Path(line.Points, close: false);
        brush.Stroke(path, line.Stroke);
    }

    private static void Paint(Brush brush, Shape.Polygon polygon)
    {
        using var path = Path(polygon.Points, close: true);
        if (polygon.Fill is { } fill) brush.Fill(path, fill);
        if (polygon.Border is { } border) brush.Stroke(path, border);
    }

    private static void Paint(Brush brush, Shape.Box box)
    {
        var (left, top, right, bottom) = (brush.Snap(box.Area.Left), brush.Snap(box.Area.Top), brush.Snap(box.Area.Right), brush.Snap(box.Area.Bottom));
        if (box.Radius > 0)
        {
            using var builder = new SKPathBuilder();
            var half = box.Border is { } line ? brush.SnapWidth(line.Width) / 2 : 0;
            builder.AddRoundRect(new SKRoundRect(new SKRect((float)(left + half), (float)(top + half), (float)(right - half), (float)(bottom - half)), (float)box.Radius));
            using var path = builder.Detach();
            if (box.Fill is { } inside) brush.Fill(path, inside);
            if (box.Border is { } edge) brush.Stroke(path, edge);
            return;
        }
        if (box.Fill is { } fill) brush.Fill(left, top, right, bottom, fill);
        if (box.Border is not { } border) return;
        var width = brush.SnapWidth(border.Width);
        brush.Horizontal(left, right, top + (width / 2), border);
        brush.Horizontal(left, right, bottom - (width / 2), border);
        brush.Vertical(left + (width / 2), top, bottom, border);
        brush.Vertical(right - (width / 2), top, bottom, border);
    }

    private static SKPath Path(IReadOnlyList<PixelPoint> points, bool close)
    {
        using var builder = new SKPathBuilder();
        builder.MoveTo((float)points[0].X, (float)points[0].Y);
        for (var i = 1; i < points.Count; i++) builder.LineTo((float)points[i].X, (float)points[i].Y);
        if (close) builder.Close();
        return builder.Detach();
    }
}
