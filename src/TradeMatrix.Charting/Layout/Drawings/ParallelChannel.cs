namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>
/// A line through two points and a second one at an offset, the area between them filled, with a dashed line in the middle. The offset
/// is measured at the left point, so that the lines are parallel on a logarithmic scale too.
/// </summary>
internal static class ParallelChannel
{
    public static readonly Drawing Drawing = new("Parallel Channel", Lay);

    private static void Lay(DrawingContext x)
    {
        if (!x.TryEnds(out var start, out var end)) return;
        var isSwapped = end.X < start.X;
        if (isSwapped) (start, end) = (end, start);
        var shift = x.Price.Y(x.Inputs.Number(isSwapped ? "endPrice" : "startPrice") + x.Inputs.Number("offset")) - start.Y;
        if (!LineGeometry.IsUsable(shift)) return;

        var (extendLeft, extendRight) = (x.Look.Flag("extendLeft"), x.Look.Flag("extendRight"));
        var area = LineGeometry.Around(x.Plot);
        if (x.Look.Flag("fillBackground") && end.X > start.X)
        {
            var slope = (end.Y - start.Y) / (end.X - start.X);
            var (left, right) = (extendLeft ? Math.Min(start.X, area.Left) : start.X, extendRight ? Math.Max(end.X, area.Right) : end.X);
            var (atLeft, atRight) = (start.Y + ((left - start.X) * slope), start.Y + ((right - start.X) * slope));
            var corners = LineGeometry.Clip(
                [new(left, atLeft), new(right, atRight), new(right, atRight + shift), new(left, atLeft + shift)], area);
            if (corners.Count > 2) x.Shapes.Add(new Shape.Polygon(corners, x.Look.Color("backgroundColor")));
        }
        var stroke = DrawingText.LineStroke(x.Look);
        AddLine(shift, stroke);
        if (x.Look.Flag("showMiddleLine")) AddLine(shift / 2, stroke with { Style = 2, Width = Math.Max(1, stroke.Width / 2) });
        TrendLine.Add(x, start, end, extendLeft, extendRight);

        void AddLine(double down, Stroke line)
        {
            var (from, to) = (start with { Y = start.Y + down }, end with { Y = end.Y + down });
            if (LineGeometry.Clip(from, to, area, extendLeft, extendRight) is { } seen)
                x.Shapes.Add(new Shape.Line([seen.From, seen.To], line));
        }
    }
}
