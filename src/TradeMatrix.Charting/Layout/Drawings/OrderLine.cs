namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>
/// A line at a price with two joined boxes, text then quantity, and a box on the price scale. The boxes end lineSpace percent of the
/// plot's width left of its right edge. The font size counts points, as order lines have it on the platform.
/// </summary>
internal static class OrderLine
{
    private const double PixelsPerPoint = 4 / 3.0;

    public static readonly Drawing Drawing = new("Order Line", Lay);

    private static void Lay(DrawingContext x)
    {
        var price = x.Inputs.IsGiven("price") ? x.Inputs.Number("price") : x.LastPrice;
        var y = x.Price.Y(price);
        if (!(y >= x.Plot.Top && y <= x.Plot.Bottom)) return;

        var style = new TextStyle(x.Look.Number("fontSize") * PixelsPerPoint);
        var half = x.Plot with { Right = x.Plot.CenterX };
        var body = Box("text");
        var quantity = Box("quantity");
        // Joined boxes share the border between them.
        var width = (body?.Width ?? 0) + (quantity?.Width ?? 0) - (body is null || quantity is null ? 0 : 1);
        var right = x.Plot.Right - Math.Max(TextBox.Margin, x.Plot.Width * x.Look.Number("lineSpace") / 100);
        right = Math.Max(right, x.Plot.Left + TextBox.Margin + width);
        var left = right - width;

        var stroke = DrawingText.LineStroke(x.Look);
        if (x.Look.Flag("extendLeft") && left > x.Plot.Left) x.Shapes.Add(new Shape.Line([new(x.Plot.Left, y), new(left, y)], stroke));
        if (right < x.Plot.Right) x.Shapes.Add(new Shape.Line([new(right, y), new(x.Plot.Right, y)], stroke));
        Add(body, left, "body");
        Add(quantity, right - (quantity?.Width ?? 0), "quantity");
        DrawingText.AddPriceLabel(x, price, x.Look.Color("lineColor"));

        TextBox? Box(string key) =>
            x.Inputs.Has(key) && x.Inputs.Text(key).Trim() is { Length: > 0 } text ? new TextBox(text, style, half) : null;

        void Add(TextBox? box, double at, string part)
        {
            box?.AddTo(x.Shapes, box.Inside(at, y - (box.Height / 2), x.Plot), x.Look.Color(part + "TextColor"),
                x.Look.Color(part + "BackgroundColor"), new Stroke(x.Look.Color(part + "BorderColor")), align: 0.5);
        }
    }
}
