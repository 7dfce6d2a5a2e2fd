namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>A sold position: it gains as the price falls.</summary>
internal static class ShortPosition
{
    public static readonly Drawing Drawing = new("Short Position", x => Position.Lay(x, -1));
}
