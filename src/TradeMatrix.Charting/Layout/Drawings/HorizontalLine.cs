namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>A line over the whole plot at a price, with a box of its colour on the price scale.</summary>
internal static class HorizontalLine
{
    public static readonly Drawing Drawing = new("Horizontal Line", Lay);

    private static void Lay(DrawingContext x)
    {
        var y = x.Y("price");
        x.Shapes.Add(new Shape.Line([new(x.Plot.Left, y), new(x.Plot.Right, y)], DrawingText.LineStroke(x.Look)));
        DrawingText.AddBeside(x, y, x.Plot.Left, x.Plot.Right);
        if (x.Look.Flag("showPrice")) DrawingText.AddPriceLabel(x, x.Inputs.Number("price"), x.Look.Color("lineColor"));
    }
}
