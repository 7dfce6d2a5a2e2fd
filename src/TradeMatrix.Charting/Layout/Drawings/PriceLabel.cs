namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>A balloon with the price, after the text if there is one, that points to it from the upper right where it can.</summary>
internal static class PriceLabel
{
    private const double Distance = 12;

    public static readonly Drawing Drawing = new("Price Label", Lay);

    private static void Lay(DrawingContext x)
    {
        if (!x.TryAt(out var at)) return;
        var (text, price) = (DrawingText.Of(x), x.PriceText(x.Inputs.Number("price")));
        var box = new TextBox(text.Length == 0 ? price : text + "\n" + price, DrawingText.Style(x.Look), x.Plot);
        var left = at.X + Distance + box.Width <= x.Plot.Right ? at.X + Distance : at.X - Distance - box.Width;
        var top = at.Y - Distance - box.Height >= x.Plot.Top ? at.Y - Distance - box.Height : at.Y + Distance;
        var area = box.Inside(left, top, x.Plot);
        var outline = Balloon.Outline(area, 4, at, Math.Clamp(box.Height * 0.5, 8, 14));
        x.Shapes.Add(new Shape.Polygon(outline, x.Look.Color("backgroundColor"), new Stroke(x.Look.Color("borderColor"))));
        box.AddTo(x.Shapes, area, x.Look.Color("textColor"), align: 0.5);
    }
}
