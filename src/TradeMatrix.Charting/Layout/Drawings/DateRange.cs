namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>The span between two times: an area with upright edges, an arrow from start to end and a label with bars and days.</summary>
internal static class DateRange
{
    public static readonly Drawing Drawing = new("Date Range", Lay);

    private static void Lay(DrawingContext x)
    {
        if (!x.TryEnds(out var start, out var end)) return;
        var around = LineGeometry.Around(x.Plot);
        var top = x.Look.Flag("extendTop") ? around.Top : Math.Min(start.Y, end.Y);
        var bottom = x.Look.Flag("extendBottom") ? around.Bottom : Math.Max(start.Y, end.Y);
        if (LineGeometry.Between(new(start.X, top), new(end.X, bottom), x.Plot) is not { } area) return;
        if (x.Look.Flag("fillBackground")) x.Shapes.Add(new Shape.Box(area, Measure.Ground(x)));
        AddEdge(start.X);
        AddEdge(end.X);
        var seen = new PixelRect(area.Left, Math.Max(area.Top, x.Plot.Top), area.Right, Math.Min(area.Bottom, x.Plot.Bottom));
        Measure.AddArrow(x, new(start.X, seen.CenterY), new(end.X, seen.CenterY));
        Measure.AddLabel(x, Measure.Span(x), seen, isAbove: false);

        void AddEdge(double at)
        {
            if (at < around.Left || at > around.Right) return;
            x.Shapes.Add(new Shape.Line([new(at, area.Top), new(at, area.Bottom)], Measure.Stroke(x)));
        }
    }
}
