namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>A line at a price from a time to the right edge of the plot, with a box of its colour on the price scale.</summary>
internal static class HorizontalRay
{
    public static readonly Drawing Drawing = new("Horizontal Ray", x => HorizontalLine.Lay(x, x.X("datetime")));
}
