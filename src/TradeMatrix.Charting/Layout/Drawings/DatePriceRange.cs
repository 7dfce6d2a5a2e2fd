namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>The span between two points: an area with an arrow over time and one over price, and a label with both measures.</summary>
internal static class DatePriceRange
{
    public static readonly Drawing Drawing = new("Date Price Range", Lay);

    private static void Lay(DrawingContext x)
    {
        if (!x.TryEnds(out var start, out var end)) return;
        if (LineGeometry.Between(start, end, x.Plot) is not { } area) return;
        if (x.Look.Flag("fillBackground")) x.Shapes.Add(new Shape.Box(area, Measure.Ground(x)));
        Measure.AddArrow(x, new(start.X, (start.Y + end.Y) / 2), new(end.X, (start.Y + end.Y) / 2));
        Measure.AddArrow(x, new((start.X + end.X) / 2, start.Y), new((start.X + end.X) / 2, end.Y));
        var change = Measure.Change(x, x.Inputs.Number("startPrice"), x.Inputs.Number("endPrice"));
        Measure.AddLabel(x, change + "\n" + Measure.Span(x), area, isAbove: end.Y <= start.Y);
    }
}
