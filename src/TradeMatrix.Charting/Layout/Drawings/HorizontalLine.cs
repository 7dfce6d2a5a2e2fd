namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>A line over the whole plot at a price, with a box of its colour on the price scale.</summary>
internal static class HorizontalLine
{
    public static readonly Drawing Drawing = new("Horizontal Line", x => Lay(x, x.Plot.Left));

    /// <summary>Adds a line at the price input from a pixel to the right edge of the plot.</summary>
    public static void Lay(DrawingContext x, double left)
    {
        var y = x.Y("price");
        var area = LineGeometry.Around(x.Plot);
        if (!(y >= area.Top && y <= area.Bottom) || left > x.Plot.Right) return;
        left = Math.Max(left, x.Plot.Left);
        LineLabel.AddLine(
            x, new(left, y), new(x.Plot.Right, y), DrawingText.LineStroke(x.Look), DrawingText.Of(x),
            LineLabel.Along(x.Look), LineLabel.Side(x.Look));
        if (x.Look.Flag("showPrice")) DrawingText.AddPriceLabel(x, x.Inputs.Number("price"), x.Look.Color("lineColor"));
    }
}
