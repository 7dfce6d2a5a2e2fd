using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>
/// An area between two points. Its text stands above it ("bottom": the edge is at the bottom of the text), inside ("middle") or below
/// ("top").
/// </summary>
internal static class Rectangle
{
    public static readonly Drawing Drawing = new("Rectangle", Lay);

    private static void Lay(DrawingContext x)
    {
        if (!x.TryEnds(out var start, out var end)) return;
        var around = LineGeometry.Around(x.Plot);
        var left = x.Look.Flag("extendLeft") ? around.Left : Math.Min(start.X, end.X);
        var right = x.Look.Flag("extendRight") ? around.Right : Math.Max(start.X, end.X);
        if (LineGeometry.Between(new(left, start.Y), new(right, end.Y), x.Plot) is not { } area) return;
        Rgba? ground = x.Look.Flag("fillBackground") ? x.Look.Color("backgroundColor") : null;
        x.Shapes.Add(new Shape.Box(area, ground, new Stroke(x.Look.Color("lineColor"), x.Look.Number("lineWidth"))));

        if (DrawingText.Box(x) is not { } text) return;
        var seen = new PixelRect(Math.Max(area.Left, x.Plot.Left), area.Top, Math.Min(area.Right, x.Plot.Right), area.Bottom);
        var along = LineLabel.Along(x.Look);
        var top = LineLabel.Side(x.Look) switch
        {
            < 0 => area.Top - text.Height,
            > 0 => area.Bottom,
            _ => area.CenterY - (text.Height / 2),
        };
        var place = text.Inside(seen.Left + (along * (seen.Width - text.Width)), top, x.Plot);
        text.AddTo(x.Shapes, place, x.Look.Color("textColor"), align: along);
    }
}
