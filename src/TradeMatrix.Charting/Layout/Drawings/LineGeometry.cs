namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>Extends and clips lines and areas, so that no shape reaches far beyond the plot.</summary>
internal static class LineGeometry
{
    /// <summary>How far shapes may reach beyond the plot, which hides ends and edges of up to twice this width.</summary>
    private const double Margin = 150;

    /// <summary>Whether a coordinate is a number that can be reckoned with: not NaN, not absurdly far away.</summary>
    public static bool IsUsable(double coordinate) => Math.Abs(coordinate) < 1e15;

    /// <summary>The plot with a margin, to which shapes are clipped.</summary>
    public static PixelRect Around(PixelRect plot) => new(plot.Left - Margin, plot.Top - Margin, plot.Right + Margin, plot.Bottom + Margin);

    /// <summary>Whether a point lies in a rectangle, edges included.</summary>
    public static bool Holds(PixelRect area, PixelPoint point) =>
        point.X >= area.Left && point.X <= area.Right && point.Y >= area.Top && point.Y <= area.Bottom;

    /// <summary>The part of a line within a rectangle; null when there is none.</summary>
    /// <param name="from">Where the line starts.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="area">The rectangle.</param>
    /// <param name="isExtendedBack">Whether it goes on beyond its start.</param>
    /// <param name="isExtended">Whether it goes on beyond its end.</param>
    public static (PixelPoint From, PixelPoint To)? Clip(
        PixelPoint from, PixelPoint to, PixelRect area, bool isExtendedBack = false, bool isExtended = false)
    {
        if (from == to) return Holds(area, from) ? (from, to) : null;
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        if (Span(from, dx, dy, area) is not { } span) return null;
        var first = isExtendedBack ? span.From : Math.Max(0, span.From);
        var last = isExtended ? span.To : Math.Min(1, span.To);
        return first <= last ? (At(first), At(last)) : null;
        PixelPoint At(double t) => t == 0 ? from : t == 1 ? to : new(
            Math.Clamp(from.X + (t * dx), area.Left, area.Right), Math.Clamp(from.Y + (t * dy), area.Top, area.Bottom));
    }

    /// <summary>
    /// Where an endless line enters and leaves a rectangle, in steps (dx, dy) from a point; null when it misses. The method is that of
    /// Liang and Barsky (1984).
    /// </summary>
    public static (double From, double To)? Span(PixelPoint point, double dx, double dy, PixelRect area)
    {
        var (from, to) = (double.NegativeInfinity, double.PositiveInfinity);
        var isCrossed = Cut(-dx, point.X - area.Left) && Cut(dx, area.Right - point.X)
            && Cut(-dy, point.Y - area.Top) && Cut(dy, area.Bottom - point.Y);
        return isCrossed && from <= to ? (from, to) : null;
        bool Cut(double step, double distance)
        {
            if (step == 0) return distance >= 0;
            if (step < 0) from = Math.Max(from, distance / step);
            else to = Math.Min(to, distance / step);
            return true;
        }
    }

    /// <summary>The part of a convex area within a rectangle (Sutherland and Hodgman, 1974); empty when there is none.</summary>
    public static IReadOnlyList<PixelPoint> Clip(IReadOnlyList<PixelPoint> corners, PixelRect area)
    {
        corners = Cut(corners, p => p.X - area.Left);
        corners = Cut(corners, p => area.Right - p.X);
        corners = Cut(corners, p => p.Y - area.Top);
        return Cut(corners, p => area.Bottom - p.Y);
    }

    /// <summary>The rectangle between two points, cut to the plot and its margin; null when it is not seen.</summary>
    public static PixelRect? Between(PixelPoint a, PixelPoint b, PixelRect plot)
    {
        var area = Around(plot);
        var (left, right) = (Math.Min(a.X, b.X), Math.Max(a.X, b.X));
        var (top, bottom) = (Math.Min(a.Y, b.Y), Math.Max(a.Y, b.Y));
        if (left > plot.Right || right < plot.Left || top > plot.Bottom || bottom < plot.Top) return null;
        return new(Math.Max(left, area.Left), Math.Max(top, area.Top), Math.Min(right, area.Right), Math.Min(bottom, area.Bottom));
    }

    /// <summary>The two strokes of an arrow's head, as connected points.</summary>
    public static IReadOnlyList<PixelPoint> Head(PixelPoint from, PixelPoint tip, double size)
    {
        var angle = Math.Atan2(tip.Y - from.Y, tip.X - from.X);
        return [Barb(angle + 2.5), tip, Barb(angle - 2.5)];
        PixelPoint Barb(double a) => new(tip.X + (Math.Cos(a) * size), tip.Y + (Math.Sin(a) * size));
    }

    private static List<PixelPoint> Cut(IReadOnlyList<PixelPoint> corners, Func<PixelPoint, double> inside)
    {
        var kept = new List<PixelPoint>(corners.Count + 1);
        for (var i = 0; i < corners.Count; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Count]);
            var (fromEdge, toEdge) = (inside(a), inside(b));
            if (fromEdge >= 0) kept.Add(a);
            if ((fromEdge >= 0) == (toEdge >= 0)) continue;
            var t = fromEdge / (fromEdge - toEdge);
            kept.Add(new(a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y))));
        }
        return kept;
    }
}
