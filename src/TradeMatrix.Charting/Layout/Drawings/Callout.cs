namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>
/// A box with text at the end point that points to the start point. A transparency that is given replaces that of the background colour.
/// </summary>
internal static class Callout
{
    public static readonly Drawing Drawing = new("Callout", Lay);

    private static void Lay(DrawingContext x)
    {
        if (!x.TryEnds(out var start, out var end) || DrawingText.Box(x) is not { } text) return;
        if (!LineGeometry.Holds(x.Plot, start) && !LineGeometry.Holds(x.Plot, end)) return;
        var area = text.CenteredAt(end.X, end.Y, x.Plot);
        // The tip may lie far outside; what is seen of the pointer keeps its direction.
        var tip = LineGeometry.Clip(new(area.CenterX, area.CenterY), start, LineGeometry.Around(x.Plot))?.To ?? start;
        if (!LineGeometry.Holds(LineGeometry.Around(x.Plot), tip)) return;
        var ground = x.Look.Color("backgroundColor");
        if (x.Look.IsGiven("transparency")) ground = ground.WithOpacity(1 - (x.Look.Number("transparency") / 100));
        var outline = Balloon.Outline(area, 6, tip, Math.Clamp(text.Height * 0.6, 10, 24));
        x.Shapes.Add(new Shape.Polygon(outline, ground, new Stroke(x.Look.Color("borderColor"), x.Look.Number("lineWidth"))));
        text.AddTo(x.Shapes, area, x.Look.Color("textColor"));
    }
}
